/**
 * What would have to be different for another model to be the best: a shorter or longer task, or
 * another number of CPUs. Computed from the law and from what handing over an empty task costs.
 */
import type { Contender } from './decision.js';
import { boundAt, type LoneTask } from './law.js';
import { choose, modelKind } from './ranking.js';
import type { Flip } from './verdict.js';
import { milliseconds } from './wording.js';

/** What the workload's own samples do not tell. */
export interface Circumstances {
  task: LoneTask;
  cpus: number;
  /** A workload that does nothing, by model: what a task costs beside its work. */
  emptyTasks: Map<string, Contender>;
}

const CPU_COUNTS = [1, 2, 4, 8, 16, 32, 64];
/** Lengths of a task, relative to the measured one: 50 in each decade, down and up to a thousandfold. */
const LENGTHS = Array.from({ length: 301 }, (_, step) => 10 ** ((step - 150) / 50));

/** The nearest changes in each direction that would make another model the best. */
export function flipsOf(
  best: Contender,
  contenders: Contender[],
  { task, cpus, emptyTasks }: Circumstances,
): Flip[] {
  const byCpus = (count: number) =>
    chosen(contenders, (contender) => speedWith(contender, count, task, cpus));
  const byLength = (length: number) =>
    chosen(contenders, (contender) => speedOfLength(contender, length, emptyTasks));
  const aloneMs = msPerTask(contenders.find(({ cell }) => cell.model === 'event-loop'));

  return [
    ...nearestOthers(best, LENGTHS, 1, byLength).map(({ at, winner }) => ({
      when: `a task ${at < 1 ? 'shorter' : 'longer'} than ${milliseconds(Number((at * aloneMs).toPrecision(2)))}`,
      model: winner.cell.model,
    })),
    ...nearestOthers(best, CPU_COUNTS, cpus, byCpus).map(({ at, winner }) => ({
      when: at < cpus ? `${at} CPU${at > 1 ? 's' : ''}` : `${at} CPUs or more`,
      model: modelWith(winner, at, cpus),
    })),
  ];
}

/** The values next to the present one, below and above, at which a model of another kind wins. */
function nearestOthers(
  best: Contender,
  values: number[],
  present: number,
  winnerAt: (value: number) => Contender | null,
): { at: number; winner: Contender }[] {
  const isOther = (winner: Contender | null): winner is Contender =>
    winner !== null && modelKind(winner.cell.model) !== modelKind(best.cell.model);
  if (isOther(winnerAt(present))) return [];
  const below = values.filter((value) => value < present).reverse();
  const above = values.filter((value) => value > present);
  return [below, above].flatMap((side) => {
    for (const at of side) {
      const winner = winnerAt(at);
      if (isOther(winner)) return [{ at, winner }];
    }
    return [];
  });
}

function chosen(
  contenders: Contender[],
  speed: (contender: Contender) => number,
): Contender | null {
  const candidates = contenders.map((contender) => ({
    cell: contender.cell,
    contender,
    speed: speed(contender),
  }));
  return choose(candidates.filter((candidate) => candidate.speed > 0))?.best.contender ?? null;
}

/** A task's time has a part that every task takes, as an empty one does, and one that grows with it. */
function speedOfLength(
  contender: Contender,
  length: number,
  emptyTasks: Circumstances['emptyTasks'],
): number {
  const fixedMs = msPerTask(emptyTasks.get(contender.cell.model));
  const growingMs = msPerTask(contender) - fixedMs;
  return growingMs > 0 ? 1 / (fixedMs + length * growingMs) : 0;
}

/** As near to the law's bound with so many CPUs as it is to the bound with the present ones. */
function speedWith(
  { cell, numbers: { bound, speedUp } }: Contender,
  count: number,
  { loopShare, cpuShare }: LoneTask,
  cpus: number,
): number {
  if (!bound || !speedUp) return 0;
  const place = { ...cell, workers: workersWith(cell.workers, count, cpus) };
  const shares = { loopShare: loopShare.value, cpuShare: cpuShare.value };
  return boundAt(place, shares, count).value * Math.min(1, speedUp.value / bound.value);
}

/** A pool with as many workers as there are CPUs keeps pace with them. */
function workersWith(workers: number, count: number, cpus: number): number {
  return workers === cpus ? count : workers;
}

function modelWith({ cell }: Contender, count: number, cpus: number): string {
  const isPool = cell.workers === cpus && cell.model.includes(`:${cpus}`);
  if (!isPool || modelKind(cell.model) === 'async-pool') return cell.model;
  return cell.model.replace(`:${cpus}`, `:${count}`);
}

/** NaN where nothing was measured, which no speed made of it survives. */
function msPerTask(contender: Contender | undefined): number {
  return contender ? contender.numbers.wallMs.value / contender.cell.tasks : NaN;
}
