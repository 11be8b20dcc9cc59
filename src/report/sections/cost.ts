/** What each model takes for its speed: CPU time, memory, start-up. */
import type { Section } from '../document.js';
import { byteField, durationField, figureField, tableOf, textField } from '../fields.js';
import { queueCost } from '../../verdict/queue-cost.js';
import type { QueueCost } from '../../verdict/queue-cost.js';
import type { Field } from '../fields.js';
import { perWorkerBytes } from '../models.js';
import type { Table } from '../table.js';
import * as units from '../units.js';
import { measuredCells } from './input.js';
import type { MeasuredCell, SectionInput } from './input.js';

/** Nothing where no cell was measured. */
export function costSection(input: SectionInput, models: Table): Section[] {
  const cells = input.judgement.workloads.flatMap((workload) => measuredCells(input, workload));
  if (cells.length === 0) return [];
  return [
    {
      id: 'cost',
      name: 'Cost',
      heading: finding(cells),
      lead: 'CPU time counts every thread and child, and context switches too: a thread waits by itself, or is preempted while it could go on. Ready, no CPU: of the time in which threads could run, the share in which others had the CPUs. Memory is the resident size of the whole process tree; start-up is the time to a first result. Speed-up per loop is what each further event loop brings.',
      blocks: [
        { kind: 'table', table: models, isFolded: false },
        { kind: 'table', table: table(cells, input.record.environment.cpus), isFolded: true },
      ],
      limits:
        (hasQueue(cells) ? `${QUEUE_LIMITS} ` : '') +
        'Resident size counts memory that processes share once for each of them, and what V8 has not yet given back. GC is that of the main thread. A dash: this system does not tell it.',
    },
  ];
}

const QUEUE_LIMITS =
  'A queue brings each task to a slot that is free and its result back; map() packs short tasks together, and those that travel together come back together. Of hosts on other machines, whose clocks have another zero, the way back is part of the way there. From the length given on, tasks that compute are done sooner on the queue than on the event loop, by the law of the loop; npx loop-or-pool run grain --models event-loop,queue:cpus measures it.';

function hasQueue(cells: MeasuredCell[]): boolean {
  return cells.some(({ cell }) => cell.processes.some(({ queue }) => queue !== undefined));
}

function finding(cells: MeasuredCell[]): string {
  const peak = ({ numbers }: MeasuredCell) => numbers.peakRssBytes;
  const dearest = cells.reduce((a, b) => (peak(b) > peak(a) ? b : a));
  const alone = cells.find(
    (cell) => cell.workload === dearest.workload && cell.model === 'event-loop',
  );
  const most = `${dearest.model} takes most memory: ${units.byteSize(peak(dearest))} (${dearest.workload})`;
  return alone && alone !== dearest
    ? `${most}, ${units.times(peak(dearest) / peak(alone))} the event loop’s`
    : most;
}

function table(cells: MeasuredCell[], cpus: number): Table {
  const heading = (key: string, header: string) => ({ key, header });
  const fields: Field<MeasuredCell>[] = [
    textField('workload', 'workload', (cell) => cell.workload),
    textField('model', 'model', (cell) => cell.model),
    figureField(heading('speedUpPerLoop', 'speed-up per loop'), units.times, speedUpPerLoop),
    durationField(heading('cpuMsPerTask', 'CPU per task'), cells, ({ numbers }) => {
      return numbers.cpuMsPerTask;
    }),
    figureField(heading('cpuSystemShare', 'of it in the kernel'), units.percent, ({ numbers }) => {
      return numbers.resources.systemShare;
    }),
    figureField(heading('cpuOverEventLoop', 'CPU over event loop'), units.times, (cell) =>
      cpuOverEventLoop(cell, cells),
    ),
    byteField(heading('peakRssBytes', 'peak memory'), cells, ({ numbers }) => numbers.peakRssBytes),
    byteField(heading('idleRssBytes', 'idle memory'), cells, ({ numbers }) => numbers.idleRssBytes),
    byteField(heading('idleRssBytesPerWorker', 'idle, per worker'), cells, (cell) =>
      perWorkerBytes(cell, cells),
    ),
    durationField(heading('startupMs', 'start-up'), cells, ({ numbers }) => numbers.startupMs),
    figureField(heading('gcShare', 'GC'), units.percent, ({ numbers }) => numbers.gcShare),
    figureField(heading('voluntarySwitches', 'waits per task'), units.significant, (cell) => {
      return cell.numbers.resources.voluntarySwitchesPerTask;
    }),
    figureField(heading('involuntarySwitches', 'preempted per task'), units.significant, (cell) => {
      return cell.numbers.resources.involuntarySwitchesPerTask;
    }),
    figureField(heading('starvedShare', 'ready, no CPU'), units.percent, ({ numbers }) => {
      return numbers.resources.starvedShare;
    }),
    ...queueFields(cells, cpus),
  ];
  return tableOf({ id: 'cost', caption: 'Cost of each cell' }, fields, cells);
}

/** Only where there is a queue: other models would show dashes. */
function queueFields(cells: MeasuredCell[], cpus: number): Field<MeasuredCell>[] {
  const costs = new Map(cells.map((one) => [one, queueCost(one.cell, cpus)]));
  if ([...costs.values()].every((cost) => cost === null)) return [];
  const field = (key: keyof QueueCost, header: string) =>
    durationField({ key, header }, cells, (one: MeasuredCell) => costs.get(one)?.[key] ?? null);
  return [
    field('handOverMs', 'free slot to start'),
    field('returnMs', 'result to caller'),
    field('paysFromMs', 'queue pays from'),
  ];
}

function speedUpPerLoop({ cell, numbers: { speedUp } }: MeasuredCell): number | null {
  return speedUp && speedUp.value / cell.workers;
}

/** What handing tasks over costs, as CPU time against the same work on the event loop. */
function cpuOverEventLoop(
  { workload, numbers }: MeasuredCell,
  cells: MeasuredCell[],
): number | null {
  const alone = cells.find((cell) => cell.workload === workload && cell.model === 'event-loop');
  if (!alone || alone.numbers.cpuMsPerTask === 0) return null;
  return numbers.cpuMsPerTask / alone.numbers.cpuMsPerTask;
}
