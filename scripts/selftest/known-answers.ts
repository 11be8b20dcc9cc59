/** Measures workloads whose shares are known, and holds what is said about them against what is known. */
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { planFor } from '../../src/plan/expand.js';
import type { Cell, RunRecord } from '../../src/record/run-record.js';
import { runPlan } from '../../src/run-plan.js';
import { median } from '../../src/statistics/quantile.js';
import { judge } from '../../src/verdict/judge.js';
import { natureOf } from '../../src/verdict/nature.js';
import { predictSpeedUp } from '../../src/verdict/prediction.js';
import { modelKind, TIE_BAND } from '../../src/verdict/ranking.js';
import type { MeasuredNature, WorkloadJudgement } from '../../src/verdict/verdict.js';
import type { UnseenShares } from './bare-loop.js';
import { batchesOf, fasterQuarter, readJournal, type JournaledBatch } from './journal.js';

/** What a task does, in ms. */
export interface Mix {
  spinMs: number;
  waitMs: number;
  nativeMs: number;
}

export interface Finding {
  mix: Mix;
  loopShare: Share;
  cpuShare: Share;
  nature: { known: MeasuredNature[]; measured: MeasuredNature };
  verdict: { lawful: string[]; chosen: string; isClear: boolean };
  /** Largest relative error of a cell's throughput against the tasks' own clocks. */
  throughputError: number;
  /** Models whose speed-up is above their bound by more than the intervals allow. */
  aboveBound: string[];
}

interface Share {
  /** What the tasks are made of, by their own clocks. */
  made: number;
  /** With the timers and wake-ups that the tasks' clocks do not see, as a bare loop has them. */
  known: number;
  measured: number;
}

export interface Thoroughness {
  processes: number;
  rounds: number;
}

const LEAST_BATCH_MS = 150;
const TASKS = 60;

const module = fileURLToPath(new URL('./journaled.js', import.meta.url));
const bareLoop = fileURLToPath(new URL('./bare-loop.js', import.meta.url));
const models = ['event-loop', 'async-pool:20', 'worker-pool:cpus', 'worker-pool:cpusx10'];

export async function measureMix(mix: Mix, thoroughness: Thoroughness): Promise<Finding> {
  const folder = await mkdtemp(join(tmpdir(), 'loop-or-pool-selftest-'));
  try {
    const journal = join(folder, 'journal.txt');
    await writeFile(journal, '');
    const params = Object.entries({ ...mix, journal }).map(([name, value]) => `${name}=${value}`);
    const plan = await planFor([module], { models, params, tasks: TASKS, ...thoroughness });
    const unseen = await unseenShares(mix, join(folder, 'bare.txt'));
    return findingOf(mix, await runPlan(plan), journal, unseen);
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function unseenShares(mix: Mix, journal: string): Promise<UnseenShares> {
  const args = [bareLoop, JSON.stringify(mix), journal];
  const { stdout } = await promisify(execFile)(process.execPath, args);
  return JSON.parse(stdout) as UnseenShares;
}

function findingOf(mix: Mix, record: RunRecord, path: string, unseen: UnseenShares): Finding {
  const [judgement] = judge(record).workloads;
  if (!judgement) throw new Error('nothing was measured');
  const failed = record.cells.flatMap(({ error }) => error ?? []);
  if (failed[0]) throw new Error(failed[0].message);
  const journal = readJournal(path);
  const alone = record.cells.filter(({ model }) => model === 'event-loop');
  const batches = alone.flatMap((cell) => batchesOf(cell, journal)).flatMap(fasterQuarter);
  const share = (of: (batch: JournaledBatch) => number) =>
    median(batches.map((batch) => of(batch) / batch.wallMs));
  const made = {
    loop: share((one) => one.spinMs),
    cpu: share((one) => one.spinMs + one.nativeMs),
  };
  const { nature, verdict } = judgement;
  return {
    mix,
    loopShare: {
      made: made.loop,
      known: made.loop + unseen.loop,
      measured: nature.loopShare?.value ?? NaN,
    },
    cpuShare: {
      made: made.cpu,
      known: made.cpu + unseen.cpu,
      measured: nature.cpuShare?.value ?? NaN,
    },
    nature: { known: naturesNear(made.loop, made.cpu), measured: nature.measured },
    verdict: {
      lawful: lawfulModels(record, made),
      chosen: verdict.best?.model ?? '',
      isClear: verdict.status === 'clear',
    },
    throughputError: Math.max(...record.cells.map((cell) => clockError(cell, journal))),
    aboveBound: aboveBound(judgement),
  };
}

/** Within three points of a border either side of it is right. */
function naturesNear(loopShare: number, cpuShare: number): MeasuredNature[] {
  const near = [-0.03, 0, 0.03];
  const all = near.flatMap((l) => near.map((u) => natureOf(loopShare + l, cpuShare + u)));
  return [...new Set([natureOf(loopShare, cpuShare), ...all])];
}

/** Models that the known shares let come within the tie band of the best, with a margin for the knee. */
function lawfulModels({ cells, environment }: RunRecord, known: { loop: number; cpu: number }) {
  const work = { taskMs: 1, loopShare: known.loop, cpuShare: known.cpu };
  const machine = { cpus: environment.cpus, uvThreads: environment.uvThreadpoolSize };
  const speeds = cells.map((cell) => ({
    model: cell.model,
    speedUp: predictSpeedUp({ ...cell, ownsLibuvPool: false, dispatchMs: 0 }, work, machine),
  }));
  const best = Math.max(...speeds.map(({ speedUp }) => speedUp));
  return speeds
    .filter(({ speedUp }) => speedUp * (1 + 2 * TIE_BAND) >= best)
    .map(({ model }) => model);
}

/**
 * By how much the throughput of the samples is off the one by the tasks' own clocks. Handing over the
 * first task and collecting the last result are part of a batch that the tasks do not see: some tenths
 * of a millisecond, which show in short batches.
 */
function clockError(cell: Cell, journal: ReturnType<typeof readJournal>): number {
  const batches = batchesOf(cell, journal);
  const ratios = cell.processes.flatMap(({ samples }, process) =>
    samples.map(({ wallMs }, round) => wallMs / (batches[process]?.[round]?.wallMs ?? NaN)),
  );
  const walls = cell.processes.flatMap(({ samples }) => samples.map(({ wallMs }) => wallMs));
  return median(walls) < LEAST_BATCH_MS ? 0 : Math.abs(median(ratios) - 1);
}

function aboveBound({ cells }: WorkloadJudgement): string[] {
  return cells
    .filter(({ numbers }) => {
      const { speedUp, bound } = numbers ?? {};
      return speedUp && bound && speedUp.low > bound.high;
    })
    .map(({ model }) => model);
}

/** Where nothing is wrong: empty. */
export function faultsOf(finding: Finding): string[] {
  const { loopShare, cpuShare, nature, verdict, throughputError } = finding;
  const isRight = !verdict.isClear || isLawful(verdict);
  return [
    ...(isNear(loopShare) ? [] : ['L']),
    ...(isNear(cpuShare) ? [] : ['U']),
    ...(nature.known.includes(nature.measured) ? [] : ['nature']),
    ...(isRight ? [] : ['verdict']),
    ...(throughputError <= 0.01 ? [] : ['throughput']),
    ...finding.aboveBound.map((model) => `${modelKind(model)} above its bound`),
  ];
}

/** Within two points. */
function isNear({ known, measured }: Share): boolean {
  return Math.abs(known - measured) <= 0.02;
}

function isLawful({ lawful, chosen }: Finding['verdict']): boolean {
  return lawful.includes(chosen);
}
