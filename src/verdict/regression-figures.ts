/** The figures that are held against each other, as logarithms: ratios of them are differences. */
import type { Cell, Sample } from '../record/run-record.js';
import { median } from '../statistics/quantile.js';
import { FIGURES } from './regression.js';
import type { FigureName } from './regression.js';

/** Below a millisecond a loop's delay disturbs nobody, and has little but noise in it. */
const LEAST_LOOP_DELAY_MS = 1;
/** A CPU time may be 0, which has no logarithm. */
const LEAST_CPU_MS = 1e-3;

const logarithms: Record<FigureName, (sample: Sample) => number> = {
  time: ({ wallMs }) => Math.log(wallMs),
  'loop-delay': ({ loopDelayMs }) => Math.log(Math.max(loopDelayMs.p99, LEAST_LOOP_DELAY_MS)),
  memory: ({ peakRssBytes }) => Math.log(Math.max(peakRssBytes, 1)),
  cpu: ({ cpuMs }) => Math.log(Math.max(cpuMs, LEAST_CPU_MS)),
};

/** The middle value of each process that has samples: processes are independent, rounds are not. */
export function processLevels({ processes }: Cell, figure: FigureName): number[] {
  return processes
    .filter(({ samples }) => samples.length > 0)
    .map(({ samples }) => median(samples.map(logarithms[figure])));
}

/** Middle wall time of a batch over the processes, in ms. */
export function middleWallMs(cell: Cell): number {
  return Math.exp(median(processLevels(cell, 'time')));
}

/**
 * ln(head / base) of the rounds that both processes of a pair have, pair by pair.
 *
 * Of the times every round, for their spread tells a disturbed pair. Other figures are coarser than
 * their noise, so that a spread of 0 is common among them and tells nothing: of them one value a pair.
 */
export function pairedChanges(base: Cell, head: Cell, figure: FigureName): number[][] {
  return head.processes.flatMap(({ index, samples }) => {
    const partner = base.processes.find((process) => process.index === index);
    const before = new Map(
      partner?.samples.map((sample) => [sample.round, logarithms[figure](sample)]),
    );
    const changes = samples.flatMap((sample) => {
      const level = before.get(sample.round);
      return level === undefined ? [] : [logarithms[figure](sample) - level];
    });
    if (changes.length === 0) return [];
    return [figure === 'time' ? changes : [median(changes)]];
  });
}

/** What is said of each figure. */
export function ofAllFigures<T>(say: (figure: FigureName) => T): Record<FigureName, T> {
  return Object.fromEntries(FIGURES.map((name) => [name, say(name)])) as Record<FigureName, T>;
}
