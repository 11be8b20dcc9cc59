import type { TheirQueue } from '../measure/run-queue.js';
import type { PlanOptions } from '../plan/expand.js';
import type { Plan } from '../plan/plan.js';
import { characters } from '../report/terminal/characters.js';
import { CliError } from './cli-error.js';
import { defineCommand } from './command.js';
import { exitCodes } from './exit-codes.js';
import type { ExitCode } from './exit-codes.js';
import {
  asText,
  duration,
  inGroup,
  listFlag,
  oneOf,
  optionalValueFlag,
  part,
  positiveNumber,
  repeatedFlag,
  share,
  switchFlag,
  valueFlag,
  wholeNumber,
} from './flags.js';
import type { FlagValues } from './flags.js';
import { asHistoryPath, defaultHistory } from './history-path.js';
import { listenForInterruption } from './interruption.js';
import { showProgress } from './progress.js';
import { formats } from './report-files.js';
import { exitCodeOf, keepAndPresent, storeRun } from './run-outcome.js';
import type { Terminal } from './terminal.js';

const flags = {
  ...inGroup('What to measure:', {
    models: listFlag('LIST', 'such as event-loop,async-pool:20,worker-pool:2x10', asText),
    tasks: valueFlag('N', 'tasks in a batch (default: 20)', wholeNumber(1)),
    param: repeatedFlag('NAME=VALUE', 'a parameter of the workloads; may be repeated', asText),
    connection: valueFlag('URL', 'queue: use the hosts that serve it on this Redis', asText),
    queue: valueFlag('NAME', 'queue: with --connection, its name (loop-or-pool)', asText),
    shard: valueFlag('I/N', 'only this part of the workloads; for N machines at once', part),
    rate: valueFlag('N', 'offer tasks at N per second too, tell their latency', positiveNumber),
    arrivals: valueFlag(
      'KIND',
      'how they arrive: poisson or constant (default: poisson)',
      oneOf('poisson', 'constant'),
    ),
    patience: valueFlag('TIME', 'drop those that wait longer than this (default: 1s)', duration),
  }),
  ...inGroup('How long:', {
    quick: switchFlag('fewer processes and rounds: wider intervals, in half the time'),
    rigorous: switchFlag('more processes and rounds: narrow intervals, minutes'),
    rounds: valueFlag('N', 'rounds of each process (default: by what they cost)', wholeNumber(1)),
    processes: valueFlag(
      'N',
      'fresh processes for each cell (default: until precise)',
      wholeNumber(1),
    ),
    precision: valueFlag('SHARE', 'half-width to reach (default: 5%)', share),
    budget: valueFlag('TIME', 'time for the run, such as 60s (default: by cells)', duration),
    'time-limit': valueFlag('TIME', 'longest time for one batch (default: 20s)', duration),
    seed: valueFlag('N', 'seed of the order of cells (default: random)', wholeNumber(0)),
  }),
  ...inGroup('Output:', {
    out: valueFlag('DIR', "where the run's folder is made (default: reports)", asText),
    formats: listFlag('LIST', `files to write (default: ${formats.join(',')})`, oneOf(...formats)),
    json: valueFlag('FILE', 'write the summary there too; - is stdout and alone on it', asText),
    history: optionalValueFlag(
      'PATH',
      `store the run there (alone: ${defaultHistory})`,
      defaultHistory,
      asHistoryPath,
    ),
    quiet: switchFlag('print the verdicts only'),
    strict: switchFlag('exit with 5 unless every verdict is clear'),
    'dry-run': switchFlag('print the plan and how long it takes; measure nothing'),
  }),
};

type RunFlags = FlagValues<typeof flags>;

export const run = defineCommand({
  usage: 'run [targets..]',
  describe: 'measure, print tables and verdicts, write a report',
  positionals: {
    targets: {
      describe: 'suites, workloads, workload files',
      byDefault: 'by the config, else tradeoff',
    },
  },
  flags,
  examples: [
    ['$0 run', 'the default suite'],
    ['$0 run sha256 --quick', 'one workload'],
    ['$0 run ./resize.ts', 'a workload of your own'],
    ['$0 run tradeoff crossover', 'two suites, a run each'],
  ],
  async run({ positionals, flags }, terminal) {
    const { planTargets, splitIntoRuns } = await import('./targets.js');
    const plans: Plan[] = [];
    for (const targets of splitIntoRuns(positionals)) {
      plans.push(await planTargets(targets, planOptions(flags)));
    }
    if (flags['dry-run']) return showPlans(plans, terminal);
    if (plans.length > 1 && flags.json !== undefined) throw severalSummaries(plans);
    if (flags.history !== undefined) {
      const { prepareHistory } = await import('./history/keep-run.js');
      await prepareHistory(flags.history);
    }
    using interruption = listenForInterruption(() =>
      terminal.err.write('\nstopping; what was measured is kept (once more: leave at once)\n'),
    );
    let exitCode: ExitCode = exitCodes.done;
    for (const plan of plans) {
      const ownCode = await measureAndPresent(plan, flags, interruption.signal, terminal);
      if (exitCode === exitCodes.done) exitCode = ownCode;
      if (interruption.signal.aborted) break;
    }
    return interruption.exitCode ?? exitCode;
  },
});

async function showPlans(plans: readonly Plan[], { out, ascii }: Terminal): Promise<ExitCode> {
  const { estimatePlan } = await import('../run-plan.js');
  const { planText } = await import('./plan-text.js');
  const texts = plans.map((plan) => planText(plan, estimatePlan(plan), out.width));
  out.write(characters(ascii).plain(texts.join('\n')));
  return exitCodes.done;
}

async function measureAndPresent(
  plan: Plan,
  flags: RunFlags,
  signal: AbortSignal,
  terminal: Terminal,
): Promise<ExitCode> {
  const { estimatePlan, runPlan } = await import('../run-plan.js');
  const { planText } = await import('./plan-text.js');
  if (!flags.quiet) {
    terminal.err.write(`${planText(plan, estimatePlan(plan), terminal.err.width)}\n`);
  }
  const theirQueue = await queueOfOthers(flags);
  const record = await runPlan(plan, {
    signal,
    ...(theirQueue && { theirQueue }),
    keep: async (soFar) => void (await storeRun(soFar, flags.out)),
    ...(flags.quiet ? {} : { onEvent: showProgress(terminal) }),
  });
  const judgement = await keepAndPresent(record, flags, terminal);
  return exitCodeOf(record, judgement, flags.strict);
}

async function queueOfOthers({ connection, queue }: RunFlags): Promise<TheirQueue | undefined> {
  if (connection === undefined && queue === undefined) return undefined;
  if (connection === undefined) {
    throw new CliError('--queue needs --connection URL', 'MISSING_CONNECTION', []);
  }
  const { queuePlace } = await import('./queue-place.js');
  const { DEFAULT_QUEUE } = await import('../executors/queue/wire.js');
  return { queue: DEFAULT_QUEUE, ...(await queuePlace({ connection, queue })) };
}

function severalSummaries(plans: readonly Plan[]): CliError {
  const suites = plans.map(({ suite }) => suite.name).join(', ');
  return new CliError(`--json: ${suites} are runs with a summary each`, 'BAD_USAGE', [
    "the summary.json in each run's folder",
    'one suite at a time',
  ]);
}

function planOptions(flags: RunFlags): PlanOptions {
  const { models, tasks, param, rounds, processes, precision, budget, seed, shard } = flags;
  const timeLimit = flags['time-limit'];
  const load = offeredLoad(flags);
  return {
    ...(models.length > 0 && { models }),
    ...(tasks !== undefined && { tasks }),
    ...(param.length > 0 && { params: param }),
    ...(flags.quick && { preset: 'quick' }),
    ...(flags.rigorous && { preset: 'rigorous' }),
    ...(load && { load }),
    ...(rounds !== undefined && { rounds }),
    ...(processes !== undefined && { processes }),
    ...(precision !== undefined && { precision }),
    ...(budget !== undefined && { budgetMs: budget }),
    ...(timeLimit !== undefined && { timeLimitMs: timeLimit }),
    ...(seed !== undefined && { seed }),
    ...(shard !== undefined && { shard }),
  };
}

/** How tasks arrive says nothing without a rate, and a wrong guess would go unseen. */
function offeredLoad({ rate, arrivals, patience }: RunFlags): PlanOptions['load'] {
  if (rate === undefined) {
    if (arrivals === undefined && patience === undefined) return undefined;
    throw new CliError('--arrivals and --patience need --rate N', 'MISSING_RATE', []);
  }
  return {
    rate,
    ...(arrivals !== undefined && { arrivals }),
    ...(patience !== undefined && { patienceMs: patience }),
  };
}
