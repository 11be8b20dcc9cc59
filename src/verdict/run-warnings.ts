import type { RunRecord } from '../record/run-record.js';
import { countedDegrees } from '../statistics/grouped-interval.js';
import { groupsNeeded } from '../statistics/sample-size.js';
import { sum } from '../statistics/spread.js';
import { machineWarnings } from './machine-checks.js';
import type { CellResult, Estimate, WorkloadJudgement } from './verdict.js';
import { percent } from './wording.js';

/** From this many waiting programs a CPU on, measured tasks have to share their CPU with others. */
const BUSY_LOAD_PER_CPU = 0.5;
/** Of the time in which a task could run; a quiet machine stays below a hundredth. */
const STARVED_SHARE = 0.05;
/** So many cells are named; of more, their number is told. */
const MOST_NAMED = 3;

/** Doubts about the whole run, each with something to try. */
export function runWarnings(record: RunRecord, workloads: WorkloadJudgement[]): string[] {
  return [
    record.conditions ? null : busyMachine(record),
    ...machine(record),
    starved(record),
    severalMachines(record),
    singleProcess(record),
    tooWide(record, workloads),
  ].filter((warning) => warning !== null);
}

function busyMachine({ environment, shards = [] }: RunRecord): string | null {
  const { cpus } = environment;
  const machines = [environment, ...shards.map((part) => part.environment)];
  const loadAverage = Math.max(...machines.map((machine) => machine.loadAverage));
  if (loadAverage < BUSY_LOAD_PER_CPU * cpus) return null;
  return (
    `The machine was busy at the start (load average ${loadAverage.toFixed(1)} on ${cpus} CPUs): other ` +
    `programs slow all models, parallel ones most. Close them and measure again.`
  );
}

/** The same checks as those of `doctor`; a record of before them tells nothing. */
function machine(record: RunRecord): string[] {
  const { environment, conditions } = record;
  if (!conditions) return [];
  return machineWarnings({ environment, conditions, starvedShare: starvedShare(record) });
}

/**
 * Threads wait for a CPU without anyone's fault too: libuv's and V8's own are more than the CPUs, and an
 * idle CPU of a virtual machine takes its time to wake up.
 */
function starved(record: RunRecord): string | null {
  const share = Math.min(starvedShare(record) ?? 0, shareOfOthers(record));
  if (share < STARVED_SHARE) return null;
  return (
    `For ${percent(share)} of the time in which tasks on the event loop were ready to run, other programs had ` +
    `the CPUs: CPU time stands, wall times and CPU shares suffer. Close the others and measure again.`
  );
}

/** Of the time, the most in which others can have had all CPUs. */
function shareOfOthers({ conditions, environment }: RunRecord): number {
  if (!conditions) return 1;
  const cpus = environment.machine?.cpus ?? environment.cpus;
  return conditions.othersCpus.mean / cpus + (conditions.stealShare ?? 0);
}

/** Counted on the event loop, which needs one CPU: who else had it was no task of this run. */
function starvedShare({ cells }: RunRecord): number | null {
  const samples = cells
    .filter(({ model }) => model === 'event-loop')
    .flatMap(({ processes }) => processes.flatMap((process) => process.samples));
  const known = samples.filter(({ runQueueMs }) => runQueueMs !== undefined);
  const queuedMs = sum(known.map(({ runQueueMs = 0 }) => runQueueMs));
  const readyMs = queuedMs + sum(known.map(({ cpuMs }) => cpuMs));
  return readyMs > 0 ? queuedMs / readyMs : null;
}

function severalMachines({ shards = [] }: RunRecord): string | null {
  const machines = new Set(shards.map(({ environment }) => environment.fingerprint));
  return machines.size > 1
    ? `Measured on ${machines.size} kinds of machines, each workload on one: compare models of a workload, not workloads with each other.`
    : null;
}

function singleProcess({ cells }: RunRecord): string | null {
  return cells.length > 0 && mostProcesses(cells) === 1
    ? 'One process a cell: intervals show how rounds differ, not how processes do. Use --processes 3 or more.'
    : null;
}

/** The speed-ups that missed the wanted precision, widest first, and what would narrow them. */
function tooWide({ settings, cells }: RunRecord, workloads: WorkloadJudgement[]): string | null {
  const wide = workloads
    .flatMap(({ cells }) => cells.flatMap((cell) => precisionOf(cell, cells.length)))
    .filter(({ halfWidth }) => halfWidth > settings.precision)
    .sort((a, b) => b.halfWidth - a.halfWidth);
  const [widest] = wide;
  if (!widest) return null;

  const named = wide
    .slice(0, MOST_NAMED)
    .map(({ id, halfWidth }) => `${id} ±${percent(halfWidth)}`);
  const more = wide.length > MOST_NAMED ? ` and ${wide.length - MOST_NAMED} more` : '';
  const processes = mostProcesses(cells);
  const measured = {
    halfWidth: Math.log1p(widest.halfWidth),
    groups: processes,
    degreesOfFreedom: countedDegrees(processes, (widest.models - 1) * (processes - 1)),
  };
  const needed = groupsNeeded(measured, Math.log1p(settings.precision));
  const cure =
    needed === null
      ? 'Close other programs, or accept what this machine can tell.'
      : `Close other programs, or use --processes ${needed}.`;
  return `Intervals wider than the wanted ±${percent(settings.precision)}: ${named.join(', ')}${more}. ${cure}`;
}

/** How well a cell's speed-up is known, and how many models took turns with it. */
interface Precision {
  id: string;
  halfWidth: number;
  models: number;
}

function precisionOf({ id, numbers }: CellResult, models: number): Precision[] {
  const speedUp = numbers?.comparison === 'reference' ? null : (numbers?.speedUp ?? null);
  return speedUp ? [{ id, halfWidth: relativeHalfWidth(speedUp), models }] : [];
}

/** Half the width on the log scale, as a share: 0.05 for a value that is known to within 5 %. */
function relativeHalfWidth({ low, high }: Estimate): number {
  return Math.sqrt(high / low) - 1;
}

function mostProcesses(cells: RunRecord['cells']): number {
  return Math.max(...cells.map(({ processes }) => processes.length));
}
