/** What each model takes before it does any work: the same for every workload, so it is told once. */
import { byteField, durationField, tableOf, textField } from './fields.js';
import { measuredCells } from './sections/input.js';
import type { MeasuredCell, SectionInput } from './sections/input.js';
import type { Table } from './table.js';

interface ModelCost {
  model: string;
  startupMs: number;
  idleRssBytes: number;
  /** What each worker adds to the process that opened the pool; null where there is none. */
  perWorkerBytes: number | null;
  /** Under the workload that took most. */
  peakRssBytes: number;
}

/** A row for each model that was measured, in the order of the suite. */
export function modelsTable(input: SectionInput): Table {
  const cells = input.judgement.workloads.flatMap((workload) => measuredCells(input, workload));
  const costs = input.looks.flatMap(({ model }) => costOf(model, cells) ?? []);
  const fields = [
    textField<ModelCost>('model', 'model', ({ model }) => model),
    durationField<ModelCost>({ key: 'startupMs', header: 'start-up' }, costs, (cost) => {
      return cost.startupMs;
    }),
    byteField<ModelCost>({ key: 'idleRssBytes', header: 'idle memory' }, costs, (cost) => {
      return cost.idleRssBytes;
    }),
    byteField<ModelCost>(
      { key: 'idleRssBytesPerWorker', header: 'per worker', dropOrder: 2 },
      costs,
      (cost) => cost.perWorkerBytes,
    ),
    byteField<ModelCost>(
      { key: 'peakRssBytes', header: 'most memory', dropOrder: 1 },
      costs,
      (cost) => cost.peakRssBytes,
    ),
  ];
  return tableOf({ id: 'models', caption: 'Cost of each model' }, fields, costs);
}

function costOf(model: string, cells: readonly MeasuredCell[]): ModelCost | null {
  const own = cells.filter((cell) => cell.model === model);
  if (own.length === 0) return null;
  const perWorker = own.flatMap((cell) => perWorkerBytes(cell, cells) ?? []);
  return {
    model,
    startupMs: middle(own.map(({ numbers }) => numbers.startupMs)),
    idleRssBytes: middle(own.map(({ numbers }) => numbers.idleRssBytes)),
    perWorkerBytes: perWorker.length > 0 ? middle(perWorker) : null,
    peakRssBytes: Math.max(...own.map(({ numbers }) => numbers.peakRssBytes)),
  };
}

/** What each worker, a thread or a process, adds to the memory of the process that opened the pool. */
export function perWorkerBytes(
  { workload, cell: { model, workers }, numbers }: MeasuredCell,
  cells: readonly MeasuredCell[],
): number | null {
  const alone = cells.find((cell) => cell.workload === workload && cell.model === 'event-loop');
  if (!alone || !/^(worker|process)-pool/.test(model)) return null;
  return Math.max(0, (numbers.idleRssBytes - alone.numbers.idleRssBytes) / workers);
}

function middle(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? 0;
}
