/**
 * Two versions of the same cells, measured in pairs of fresh processes: one of base and one of head, both
 * alive, taking turns in random order. What disturbs a round disturbs both.
 *
 *     up to a look: every open cell a pair, in shuffled order, again and again ─▶ which cells stay open? ─▶ next look
 *
 * Looking only where it was planned to look is what keeps the rate of errors; so a cell goes on to the
 * next look or not at all. Time is spent on cells that are still open, the cheapest first.
 */
import type { PlannedCell } from '../plan/plan.js';
import { WorkFailure } from '../workload/work-failure.js';
import { failCell, startCellRun, warnOnce } from './cell-run.js';
import type { CellRun } from './cell-run.js';
import { monotonicMs } from './clock.js';
import { closeCells, measureProcessSet, startCells, untilStarted } from './process-set.js';
import type { LiveCell, ProcessSet } from './process-set.js';
import { seededRandom, shuffled } from './random.js';
import type { Random } from './random.js';
import { SharedSetups } from './shared-setups.js';
import type { SetCost } from './time-plan.js';

/** One cell in both versions. */
export interface Pair<T> {
  base: T;
  head: T;
}

export interface PairLimits {
  /** How many pairs a cell has when it is looked at, ascending. */
  looks: readonly number[];
  /** When to stop, in ms from the start. */
  budgetMs: number;
  /** Share of the budget to leave, asked before each look but the first. */
  keptShare(): number;
  /** The first look may take until then. Cells that do not reach it by then get one pair only. */
  firstLookMs: number;
  /** Longest a single sample may take. */
  timeLimitMs: number;
  /** Modules of the cell processes, where a version brings its own. */
  entries: Pair<URL | undefined>;
  seed: number;
  signal: AbortSignal | undefined;
}

export interface PairListener {
  /** @param isOpen decides at a look whether more pairs of this cell could tell more. */
  isOpen(runs: Pair<CellRun>): boolean;
  /** A pair of this cell has been measured, so many in all. */
  measured(runs: Pair<CellRun>, pairs: number): void;
  failed(run: CellRun, side: keyof Pair<unknown>): void;
}

/** A pair may stop after so few rounds where its batches are long; more pairs are worth more. */
const LEAST_ROUNDS = 2;
const USUAL_ROUNDS = 6;
const MOST_ROUNDS = 16;
/** Short batches gain more from the rounds, of which a pair has many. */
const SAMPLE_MS = 10;
/** Longest warm-up of a process, the last batch not counted; most are warm earlier. */
const WARM_UP_MS = 300;
/** The pairs up to the first look may take this share of the budget. */
const FIRST_SHARE = 0.8;

interface PairedCell {
  runs: Pair<CellRun>;
  cost: SetCost | undefined;
}

interface Turn {
  cell: PairedCell;
  index: number;
}

/** Measures pairs until no cell is open or time is over. Set-ups are torn down whatever happens. */
export async function measurePairs(
  pairs: readonly Pair<PlannedCell>[],
  limits: PairLimits,
  listener: PairListener,
): Promise<Pair<CellRun>[]> {
  const schedule = new PairSchedule(pairs, limits, listener);
  try {
    await schedule.measure();
  } finally {
    await schedule.close();
  }
  return schedule.runs;
}

class PairSchedule {
  readonly #limits: PairLimits;
  readonly #listener: PairListener;
  readonly #random: Random;
  readonly #cells: PairedCell[];
  readonly #setups: SharedSetups;
  readonly #startMs = monotonicMs();
  /** Started while the pair before it warms up. */
  #ahead: { cell: PairedCell; live: LiveCell[] } | undefined;

  constructor(pairs: readonly Pair<PlannedCell>[], limits: PairLimits, listener: PairListener) {
    this.#limits = limits;
    this.#listener = listener;
    this.#random = seededRandom(limits.seed);
    this.#setups = new SharedSetups(limits.timeLimitMs, limits.signal);
    this.#cells = pairs.map(({ base, head }) => ({
      runs: { base: startCellRun(base), head: startCellRun(head) },
      cost: undefined,
    }));
  }

  get runs(): Pair<CellRun>[] {
    return this.#cells.map((cell) => cell.runs);
  }

  async measure(): Promise<void> {
    const { looks, signal, budgetMs, keptShare, firstLookMs } = this.#limits;
    let open = this.#cells;
    let done = 0;
    // The very first pair tells what a pair of each cell costs.
    for (const count of [1, ...looks]) {
      const untilMs = count === looks[0] ? firstLookMs : budgetMs * (1 - keptShare());
      const reached = await this.#takeAffordable(open, done, count, untilMs);
      const isLook = done > 0;
      open = reached.filter(
        (cell) => isAlive(cell) && (!isLook || this.#listener.isOpen(cell.runs)),
      );
      if (open.length === 0 || signal?.aborted) return;
      done = count;
    }
  }

  async close(): Promise<void> {
    await closeCells(this.#ahead?.live ?? []);
    const problemOf = await this.#setups.tearDown();
    for (const run of this.#cells.flatMap(({ runs: { base, head } }) => [base, head])) {
      const problem = problemOf(run.planned.workload);
      if (problem !== undefined) warnOnce(run, problem);
    }
  }

  /** Cells that seemed too costly are measured after all where the others leave the time for it. */
  async #takeAffordable(
    cells: readonly PairedCell[],
    done: number,
    count: number,
    untilMs: number,
  ): Promise<PairedCell[]> {
    const reached: PairedCell[] = [];
    let next = this.#affordable(cells, count - done, untilMs);
    while (next.length > 0 && !this.#limits.signal?.aborted) {
      const passes = Array.from({ length: count - done }, (_, pass) =>
        shuffled(next, this.#random).map((cell) => ({ cell, index: done + pass })),
      );
      await this.#take(passes.flat());
      reached.push(...next);
      const waiting = cells.filter((cell) => !reached.includes(cell));
      next = this.#affordable(waiting, count - done, untilMs);
    }
    return reached;
  }

  async #take(turns: readonly Turn[]): Promise<void> {
    for (const [i, turn] of turns.entries()) {
      if (this.#limits.signal?.aborted) return;
      if (!isAlive(turn.cell)) continue;
      await this.#measurePair(
        turn,
        turns.slice(i + 1).find(({ cell }) => isAlive(cell)),
      );
    }
  }

  async #measurePair({ cell, index }: Turn, next: Turn | undefined): Promise<void> {
    const contexts = await this.#contextsOf(cell);
    const live = await this.#started(cell);
    if (contexts === undefined) return closeCells(live);
    const { base, head } = cell.runs;
    const set: ProcessSet = {
      index,
      contextOf: (run) => contexts[run === base ? 'base' : 'head'],
      isOneVersion: false,
      minRounds: LEAST_ROUNDS,
      maxRounds: roundsFor(cell.cost),
      precision: 0,
      allowanceMs: () => this.#allowanceMs(),
      sampleMs: SAMPLE_MS,
      warmUpMs: WARM_UP_MS,
      random: this.#random,
      load: undefined,
      loadSeed: 0,
      signal: this.#limits.signal,
    };
    const cost = await measureProcessSet(live, set, {
      opened: () => {
        if (next && !this.#limits.signal?.aborted) this.#startAhead(next.cell);
      },
      // Both versions are as far, and the pairs are many.
      cutShort: () => undefined,
      warm: () => untilStarted(this.#ahead?.live ?? []),
      sampled: () => undefined,
      roundTaken: () => Promise.resolve(),
      failed: (run) => this.#listener.failed(run, run === base ? 'base' : 'head'),
    });
    cell.cost = cell.cost ? meanCost(cell.cost, cost) : cost;
    if (isAlive(cell)) this.#listener.measured({ base, head }, index + 1);
  }

  #startAhead(cell: PairedCell): void {
    this.#ahead = { cell, live: this.#start(cell) };
  }

  async #started(cell: PairedCell): Promise<LiveCell[]> {
    const ahead = this.#ahead;
    this.#ahead = undefined;
    if (ahead?.cell === cell) return ahead.live;
    await closeCells(ahead?.live ?? []);
    return this.#start(cell);
  }

  #start({ runs: { base, head } }: PairedCell): LiveCell[] {
    const { timeLimitMs, entries } = this.#limits;
    return [
      ...startCells([base], timeLimitMs, entries.base),
      ...startCells([head], timeLimitMs, entries.head),
    ];
  }

  /** Undefined if a set-up failed, which is the failure of the cell. */
  async #contextsOf({ runs }: PairedCell): Promise<Pair<unknown> | undefined> {
    const contexts: Pair<unknown> = { base: null, head: null };
    for (const side of ['base', 'head'] as const) {
      try {
        contexts[side] = await this.#setups.contextOf(runs[side].planned.workload);
      } catch (error) {
        if (!(error instanceof WorkFailure)) throw error;
        if (this.#limits.signal?.aborted) return undefined;
        failCell(runs[side], error);
        this.#listener.failed(runs[side], side);
        return undefined;
      }
    }
    return contexts;
  }

  /** The cheapest cells, as many as get so many more pairs in the time that is left; at first all. */
  #affordable(cells: readonly PairedCell[], pairs: number, untilMs: number): PairedCell[] {
    let leftMs = this.#startMs + untilMs - monotonicMs();
    const costMs = ({ cost }: PairedCell) => (cost ? pairs * pairMs(cost) : 0);
    return [...cells]
      .sort((a, b) => costMs(a) - costMs(b))
      .filter((cell) => {
        leftMs -= costMs(cell);
        return leftMs >= 0 || cell.cost === undefined;
      });
  }

  #allowanceMs(): number {
    const [first = 1] = this.#limits.looks;
    return (this.#limits.budgetMs * FIRST_SHARE) / (first * this.#cells.length);
  }
}

function isAlive({ runs: { base, head } }: PairedCell): boolean {
  return base.error === null && head.error === null;
}

/** Up to half of what it costs to start a pair: beyond that another pair tells more than more rounds. */
function roundsFor(cost: SetCost | undefined): number {
  if (cost === undefined) return USUAL_ROUNDS;
  const worthwhile = Math.round(cost.fixedMs / (2 * cost.roundMs));
  return Math.max(USUAL_ROUNDS, Math.min(MOST_ROUNDS, worthwhile));
}

function pairMs(cost: SetCost): number {
  return cost.fixedMs + roundsFor(cost) * cost.roundMs;
}

function meanCost(a: SetCost, b: SetCost): SetCost {
  return { fixedMs: (a.fixedMs + b.fixedMs) / 2, roundMs: (a.roundMs + b.roundMs) / 2 };
}
