/**
 * The two custom formats of github-action-benchmark: a list of entries, which it tells apart by name.
 * Which direction is better holds for a whole file, so costs and rates are two files and two steps.
 */
import type { Estimate } from '../../verdict/verdict.js';
import { measuredCells } from './measured-cells.js';
import type { ExportSource } from './measured-cells.js';

interface Entry {
  name: string;
  unit: string;
  value: number;
  /** Free text beside the value. */
  range?: string;
  /** Free text in the tooltip. */
  extra?: string;
}

/** `customSmallerIsBetter`: times and memory. */
export function renderSmallerIsBetter(source: ExportSource): string {
  return asJson(
    measuredCells(source).flatMap(({ cell: { id, tasks }, numbers }): Entry[] => [
      { ...estimated(`${id} wall time`, 'ms', numbers.wallMs), extra: extraOf(tasks, numbers) },
      { name: `${id} CPU time per task`, unit: 'ms', value: numbers.cpuMsPerTask },
      { name: `${id} loop delay p99`, unit: 'ms', value: numbers.loopDelayMs.p99 },
      { name: `${id} peak memory`, unit: 'bytes', value: numbers.peakRssBytes },
    ]),
  );
}

/** `customBiggerIsBetter`: throughput and speed-up. */
export function renderBiggerIsBetter(source: ExportSource): string {
  return asJson(
    measuredCells(source).flatMap(({ cell: { id, tasks, model }, numbers }): Entry[] => {
      const throughput = estimated(`${id} throughput`, 'tasks/s', numbers.tasksPerSecond);
      const entries = [{ ...throughput, extra: extraOf(tasks, numbers) }];
      if (!numbers.speedUp || model === 'event-loop') return entries;
      return [...entries, estimated(`${id} speed-up over event-loop`, 'x', numbers.speedUp)];
    }),
  );
}

function estimated(name: string, unit: string, { value, low, high }: Estimate): Entry {
  return { name, unit, value, range: `± ${Number(((high - low) / 2).toPrecision(3))}` };
}

function extraOf(tasks: number, { wallMs }: { wallMs: Estimate }): string {
  return `${tasks} tasks a batch\n${wallMs.count} samples\n95 % interval`;
}

function asJson(entries: Entry[]): string {
  return `${JSON.stringify(entries, null, 2)}\n`;
}
