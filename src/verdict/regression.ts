/**
 * What became of each cell from one version to another.
 *
 *     two RunRecords ──▶ Comparison ──▶ terminal, Markdown, HTML, JSON, JUnit
 *
 * A change has three honest answers and a fourth: worse, better, the same, and unclear. The last is
 * no pass; it says that the samples do not tell.
 */

/** `time` is the wall time of a batch, `cpu` the CPU time of a task. */
export const FIGURES = ['time', 'loop-delay', 'memory', 'cpu'] as const;
export type FigureName = (typeof FIGURES)[number];

/**
 * Changes below these shares are of no interest. Resident memory and CPU time move by a few percent
 * with the moment of a garbage collection, the 99th percentile of a loop's delay by more.
 */
export const MINIMUM_EFFECTS: Record<FigureName, number> = {
  time: 0.02,
  'loop-delay': 0.2,
  memory: 0.05,
  cpu: 0.05,
};

export type Change = 'worse' | 'better' | 'same' | 'unclear';

/** What the answers rest on, the weakest first. */
export type Evidence =
  /** Two stored runs: between them the machine itself may have moved. */
  | 'two-moments'
  /** A run against its history, suspects measured in pairs beside an earlier version. */
  | 'history'
  /** Pairs of fresh processes that took turns. */
  | 'pairs'
  /** The same, and each change found twice, in independent samples. */
  | 'confirmed-pairs';

export interface Comparison {
  evidence: Evidence;
  base: Version;
  head: Version;
  cells: ComparedCell[];
  advice: ChangedAdvice[];
  /** Doubts about all of it, each with what to try. */
  warnings: string[];
}

/** What was measured on one side. */
export interface Version {
  /** A git ref, a folder or a run id. */
  name: string;
  commit: string | null;
  /** Files differed from the commit. */
  isDirty: boolean;
}

export interface ComparedCell {
  id: string;
  workload: string;
  model: string;
  /** Middle wall time of a batch; null where there is none. */
  baseMs: number | null;
  headMs: number | null;
  /** Null where the two sides were not compared; `problem` then says why. */
  figures: Record<FigureName, FigureChange> | null;
  problem: Problem | null;
  /** Why a change of this cell is expected; null unless somebody accepted it. */
  accepted: string | null;
}

/** Why a cell was not compared. */
export interface Problem {
  /**
   * `failed`: it could not be measured. `absent`: one side does not have it. `differs`: the two sides
   * measure different work.
   */
  kind: 'failed' | 'absent' | 'differs';
  side: 'base' | 'head' | 'both';
  message: string;
}

export interface FigureChange {
  change: Change;
  /** Figure of head / figure of base, with its interval; null where too little was measured. */
  ratio: { value: number; low: number; high: number } | null;
  /** Pairs, processes of each side, or earlier runs that the answer rests on. */
  count: number;
  /** Pairs left out because their rounds disagreed among themselves. */
  dropped: number;
  /** Smallest slow-down that a history finds in 95 %, as a share; null for other evidence. */
  detectable: number | null;
  /** What else a reader should know, such as how many pairs it would take to tell; or null. */
  note: string | null;
}

/** The clear advice for a workload is no longer what it was. */
export interface ChangedAdvice {
  workload: string;
  /** Models. */
  was: string;
  now: string;
}
