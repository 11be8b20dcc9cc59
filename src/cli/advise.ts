import type { AdviseEvent } from '../advise/advise.js';
import type { RunRecord } from '../record/run-record.js';
import type { Judgement } from '../verdict/verdict.js';
import { adviceText, progressText } from './advise/advice-text.js';
import { defineCommand } from './command.js';
import {
  asText,
  duration,
  inGroup,
  listFlag,
  oneOf,
  optionalValueFlag,
  repeatedFlag,
  switchFlag,
  valueFlag,
  wholeNumber,
} from './flags.js';
import type { FlagValues } from './flags.js';
import { asHistoryPath, defaultHistory } from './history-path.js';
import { listenForInterruption } from './interruption.js';
import { showProgress } from './progress.js';
import { formats } from './report-files.js';
import { exitCodeOf, keepAndPresent } from './run-outcome.js';
import type { Terminal } from './terminal.js';

const defaultFormats = ['html', 'md', 'csv', 'json'] as const;

const flags = {
  ...inGroup('What to measure:', {
    models: listFlag('LIST', 'take the candidates from these only (default: all)', asText),
    tasks: valueFlag('N', 'tasks in a batch (default: by their length)', wholeNumber(1)),
    param: repeatedFlag('NAME=VALUE', 'a parameter of the workload; may be repeated', asText),
  }),
  ...inGroup('How long:', {
    budget: valueFlag('TIME', 'time for the answer, such as 30s (default: 15s)', duration),
    'time-limit': valueFlag('TIME', 'longest time for one batch (default: 20s)', duration),
    seed: valueFlag('N', 'seed of the order of cells (default: random)', wholeNumber(0)),
  }),
  ...inGroup('Output:', {
    out: valueFlag('DIR', "where the run's folder is made (default: reports)", asText),
    formats: listFlag(
      'LIST',
      `files to write (default: ${defaultFormats.join(',')})`,
      oneOf(...formats),
    ),
    json: valueFlag('FILE', 'write the summary there too; - is stdout and alone on it', asText),
    history: optionalValueFlag(
      'PATH',
      `store the run there (alone: ${defaultHistory})`,
      defaultHistory,
      asHistoryPath,
    ),
    quiet: switchFlag('print the verdict only'),
    strict: switchFlag('exit with 5 unless the verdict is clear'),
  }),
};

type AdviseFlags = FlagValues<typeof flags>;

export const advise = defineCommand({
  usage: 'advise <target>',
  describe: 'the shortest way to a verdict for one workload, with the code to use',
  positionals: { target: { describe: 'a workload or a workload file' } },
  flags,
  examples: [
    ['$0 advise ./resize.ts', 'a workload of your own'],
    ['$0 advise sleep --param ms=5', 'one that comes with the package'],
  ],
  async run({ positionals: [target = ''], flags }, terminal) {
    const { assertWorkload } = await import('./targets.js');
    const { advise } = await import('../advise/advise.js');
    assertWorkload(target);
    if (flags.history !== undefined) {
      const { prepareHistory } = await import('./history/keep-run.js');
      await prepareHistory(flags.history);
    }
    using interruption = listenForInterruption(() =>
      terminal.err.write('\nstopping; what was measured is kept (once more: leave at once)\n'),
    );
    const { record, predictions } = await advise(target, {
      ...adviseOptions(flags),
      signal: interruption.signal,
      ...(flags.quiet ? {} : { onEvent: listener(terminal) }),
    });
    const wanted = flags.formats.length > 0 ? flags.formats : defaultFormats;
    const judgement = await keepAndPresent(record, { ...flags, formats: wanted }, terminal);
    if (!flags.quiet) writeAdvice(record, judgement, predictions, flags.json === '-', terminal);
    return interruption.exitCode ?? exitCodeOf(record, judgement, flags.strict);
  },
});

function adviseOptions({ models, tasks, param, seed, budget, ...flags }: AdviseFlags) {
  const timeLimit = flags['time-limit'];
  return {
    ...(models.length > 0 && { models }),
    ...(tasks !== undefined && { tasks }),
    ...(param.length > 0 && { params: param }),
    ...(budget !== undefined && { budgetMs: budget }),
    ...(timeLimit !== undefined && { timeLimitMs: timeLimit }),
    ...(seed !== undefined && { seed }),
  };
}

function listener(terminal: Terminal): (event: AdviseEvent) => void {
  const showRun = showProgress(terminal);
  return (event) => {
    if (event.kind === 'run') showRun(event.event);
    else terminal.err.write(progressText(event, terminal.err.width));
  };
}

function writeAdvice(
  record: RunRecord,
  judgement: Judgement,
  predictions: ReadonlyMap<string, number>,
  isJsonPiped: boolean,
  { out, err }: Terminal,
): void {
  const screen = isJsonPiped ? err : out;
  screen.write(adviceText(record, judgement, predictions, screen.width));
}
