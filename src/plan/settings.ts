/** How thoroughly to measure: presets, and what is given beside them. */
import type { RunSettings } from '../record/run-record.js';
import type { Problems } from './problems.js';

export type Preset = RunSettings['preset'];

export interface SettingsOptions {
  preset?: Preset;
  /** Planned length of the run in ms. Default: by preset and number of cells. */
  budgetMs?: number;
  /** Wanted half-width of a speed-up's interval, relative: 0.02 for 2 %. */
  precision?: number;
  /** Exactly so many processes per cell. */
  processes?: number;
  /** Exactly so many rounds per process. */
  rounds?: number;
  /** Longest a single sample may take, in ms. */
  timeLimitMs?: number;
}

interface PresetValues {
  /** At the most, where the speed-ups are not precise before, and there is time for them. */
  processes: number;
  minRounds: number;
  maxRounds: number;
  precision: number;
  timeLimitMs: number;
  /** Planned length of a run of usual size, such as the default suite. */
  usualMs: number;
  /** What a cell gets where there are few of them. */
  mostPerCellMs: number;
  /** What a cell gets where there are many; what is less tells nothing. */
  leastPerCellMs: number;
}

const presets: Record<Preset, PresetValues> = {
  quick: {
    processes: 3,
    minRounds: 1,
    maxRounds: 6,
    precision: 0.1,
    timeLimitMs: 10_000,
    usualMs: 18_000,
    mostPerCellMs: 2_250,
    leastPerCellMs: 500,
  },
  default: {
    processes: 12,
    minRounds: 1,
    maxRounds: 16,
    precision: 0.05,
    timeLimitMs: 20_000,
    usualMs: 85_000,
    mostPerCellMs: 15_000,
    leastPerCellMs: 2_200,
  },
  rigorous: {
    processes: 20,
    minRounds: 4,
    maxRounds: 40,
    precision: 0.02,
    timeLimitMs: 20_000,
    usualMs: 480_000,
    mostPerCellMs: 32_000,
    leastPerCellMs: 13_000,
  },
};

/** A cell is never judged by a single process, whatever the budget. */
const LEAST_PROCESSES = 2;
/** Starting, warming up and sampling a process of one cell takes at least about this long. */
const LEAST_CELL_MS = 300;

export function settingsFor(
  options: SettingsOptions,
  cells: number,
  problems: Problems,
): RunSettings {
  const { preset = 'default', rounds } = options;
  const values = presets[preset];
  const budgetMs = options.budgetMs ?? usualBudgetMs(values, Math.max(1, cells));
  const affordable = Math.floor(budgetMs / (cells * LEAST_CELL_MS));
  const processes =
    options.processes ?? Math.min(values.processes, Math.max(LEAST_PROCESSES, affordable));
  const settings = {
    preset,
    processes,
    minProcesses: options.processes ?? Math.min(processes, LEAST_PROCESSES),
    minRounds: rounds ?? values.minRounds,
    maxRounds: rounds ?? values.maxRounds,
    budgetMs,
    precision: options.precision ?? values.precision,
    timeLimitMs: options.timeLimitMs ?? values.timeLimitMs,
  };
  checkSettings(settings, problems);
  return settings;
}

function usualBudgetMs(
  { usualMs, mostPerCellMs, leastPerCellMs }: PresetValues,
  cells: number,
): number {
  return Math.max(cells * leastPerCellMs, Math.min(cells * mostPerCellMs, usualMs));
}

function checkSettings(settings: RunSettings, problems: Problems): void {
  const expect = (option: string, isRight: boolean, wanted: string, value: number) => {
    if (!isRight) problems.add(`${option}: expected ${wanted}, received ${value}`);
  };
  const isCount = (value: number) => Number.isInteger(value) && value >= 1;
  const isPositive = (value: number) => Number.isFinite(value) && value > 0;
  const { processes, maxRounds, budgetMs, precision, timeLimitMs } = settings;
  expect('processes', isCount(processes), 'a whole number of at least 1', processes);
  expect('rounds', isCount(maxRounds), 'a whole number of at least 1', maxRounds);
  expect('budget', isPositive(budgetMs), 'a time above 0', budgetMs);
  expect('precision', precision > 0 && precision < 1, 'a share between 0 and 1', precision);
  expect('time limit', isPositive(timeLimitMs), 'a time above 0', timeLimitMs);
}
