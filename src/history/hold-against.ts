/**
 * Holds a run against the history of its cells: the weaker of two gates, for where there is no earlier
 * version to measure beside the new one.
 *
 * Levels move between runs, so what is found here is a suspect. It must be found again in a fresh
 * measurement before anything is said of the code.
 */
import { changePoints } from '../statistics/change-points.js';
import { checkAgainstHistory } from '../statistics/history-check.js';
import type { HistoryCheck, HistoryRule } from '../statistics/history-check.js';
import { seededRandom } from '../statistics/random.js';
import type { Figures, RunFigures, SeriesKey, StoredVerdict } from './figures.js';
import type { Past } from './past.js';

export interface HeldRun {
  cells: HeldCell[];
  advice: ChangedAdvice[];
}

/** One cell's figures, each against those of earlier runs under the same conditions. */
export interface HeldCell {
  key: SeriesKey;
  checks: Record<HeldFigure, HistoryCheck>;
}

export type HeldFigure = 'wall' | 'loopDelay' | 'memory' | 'cpu';

/** The advice for a workload is not what it was. */
export interface ChangedAdvice {
  workload: string;
  usual: string;
  now: string;
}

/** From so many runs under the newest level on, older levels do not count. */
const RUNS_OF_LEVEL = 10;
/** Advice is usual if the latest clear verdicts, up to so many, agree. */
const VERDICTS_READ = 10;
const FEWEST_VERDICTS = 5;
/** The same history always gives the same answer. */
const SEED = 1;
/** Below a millisecond a loop delay disturbs nobody, and has little but noise in it. */
const LEAST_LOOP_DELAY_MS = 1;
/** A CPU time may be 0, which has no logarithm. */
const LEAST_CPU_MS = 1e-3;

const logarithms: Record<HeldFigure, (figures: Figures) => number> = {
  wall: ({ wallMs }) => Math.log(wallMs),
  loopDelay: ({ loopDelayP99Ms }) => Math.log(Math.max(loopDelayP99Ms, LEAST_LOOP_DELAY_MS)),
  memory: ({ peakRssBytes }) => Math.log(Math.max(peakRssBytes, 1)),
  cpu: ({ cpuMsPerTask }) => Math.log(Math.max(cpuMsPerTask, LEAST_CPU_MS)),
};

/** Every measured cell, and every workload whose advice changed. */
export function holdAgainst(
  { cells, verdicts }: RunFigures,
  past: Past,
  rule: HistoryRule = {},
): HeldRun {
  return {
    cells: cells.map((cell) => heldCell(cell, past, rule)),
    advice: verdicts.flatMap((verdict) => changedAdvice(verdict, past.verdicts) ?? []),
  };
}

function heldCell(cell: SeriesKey & Figures, { series }: Past, rule: HistoryRule): HeldCell {
  const points = series.find(({ key }) => key.cellId === cell.cellId)?.points ?? [];
  const check = (figure: HeldFigure) => {
    const logarithm = logarithms[figure];
    const levels = latestLevel(points.map(logarithm), `${cell.cellId} ${figure}`);
    return checkAgainstHistory(levels, logarithm(cell), rule);
  };
  const { cellId, workload, model, fingerprint, nodeMajor, settings } = cell;
  return {
    key: { cellId, workload, model, fingerprint, nodeMajor, settings },
    checks: {
      wall: check('wall'),
      loopDelay: check('loopDelay'),
      memory: check('memory'),
      cpu: check('cpu'),
    },
  };
}

/**
 * A change that was accepted is no noise: once the new level has runs enough of its own, it alone is what
 * is usual.
 */
function latestLevel(values: readonly number[], label: string): readonly number[] {
  const [last] = changePoints(values, seededRandom(SEED, label)).slice(-1);
  const latest = values.slice(last?.index ?? 0);
  return latest.length >= RUNS_OF_LEVEL ? latest : values;
}

function changedAdvice(
  { workload, status, bestModel }: StoredVerdict,
  past: readonly StoredVerdict[],
): ChangedAdvice | null {
  if (status !== 'clear' || bestModel === null) return null;
  const clear = past.filter(
    (verdict) => verdict.workload === workload && verdict.status === 'clear',
  );
  const latest = clear.slice(-VERDICTS_READ).map((verdict) => verdict.bestModel);
  const [usual] = latest;
  const isUsual = latest.length >= FEWEST_VERDICTS && latest.every((model) => model === usual);
  if (!isUsual || usual === null || usual === undefined || usual === bestModel) return null;
  return { workload, usual, now: bestModel };
}
