/** What of a run a series needs, so that it is drawn and judged without unpacking records. */
import { environmentOf } from '../record/run-record.js';
import type { Cell, RunRecord } from '../record/run-record.js';
import { judge } from '../verdict/judge.js';

/** What must be equal for two figures to be compared. */
export interface SeriesKey {
  cellId: string;
  workload: string;
  model: string;
  fingerprint: string;
  nodeMajor: number;
  /** Of the run and of the cell: how much work a figure is about. `default tasks=20 uv=4 limit=200000` */
  settings: string;
}

/** One cell in one run. */
export interface Figures {
  wallMs: number;
  /** Ends of its 95 % interval. */
  wallLowMs: number;
  wallHighMs: number;
  loopDelayP99Ms: number;
  peakRssBytes: number;
  cpuMsPerTask: number;
}

/** The advice for one workload in one run. */
export interface StoredVerdict {
  workload: string;
  /** As in a verdict: `clear`, `unclear` or `none`. */
  status: string;
  bestModel: string | null;
}

export interface RunFigures {
  cells: (SeriesKey & Figures)[];
  verdicts: StoredVerdict[];
}

/** The figures of every cell that has any. */
export function figuresOf(record: RunRecord): RunFigures {
  const { workloads } = judge(record);
  const numbersById = new Map(
    workloads.flatMap(({ cells }) => cells.map(({ id, numbers }) => [id, numbers] as const)),
  );
  return {
    cells: record.cells.flatMap((cell) => {
      const numbers = numbersById.get(cell.id);
      if (!numbers) return [];
      const { wallMs, loopDelayMs, peakRssBytes, cpuMsPerTask } = numbers;
      return {
        ...seriesKeyOf(record, cell),
        wallMs: wallMs.value,
        wallLowMs: wallMs.low,
        wallHighMs: wallMs.high,
        loopDelayP99Ms: loopDelayMs.p99,
        peakRssBytes,
        cpuMsPerTask,
      };
    }),
    verdicts: workloads.map(({ key, verdict }) => ({
      workload: key,
      status: verdict.status,
      bestModel: verdict.best?.model ?? null,
    })),
  };
}

/** How many rounds or processes were taken moves no level, only its interval; so they are left out. */
export function seriesKeyOf(record: RunRecord, cell: Cell): SeriesKey {
  const { settings } = record;
  const environment = environmentOf(record, cell);
  const params = Object.entries(cell.workload.params).map(([name, value]) => `${name}=${value}`);
  return {
    cellId: cell.id,
    workload: cell.workload.key,
    model: cell.model,
    fingerprint: environment.fingerprint,
    nodeMajor: nodeMajor(environment.node),
    settings: [
      settings.preset,
      `tasks=${cell.tasks}`,
      `uv=${environment.uvThreadpoolSize}`,
      ...params.sort(),
    ].join(' '),
  };
}

/** 20 of `20.20.2` and of `v20.20.2`. */
function nodeMajor(version: string): number {
  return Number(/\d+/.exec(version)?.[0] ?? 0);
}
