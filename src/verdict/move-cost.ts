import type { Cell, RunRecord } from '../record/run-record.js';
import { median } from '../statistics/quantile.js';
import { asExponential, intervalOf, perProcess } from './estimate.js';
import { modelsOf, sweepsOf, type Stop } from './sweep.js';
import type { Estimate, MoveCost, MoveCostStop } from './verdict.js';

/** What the data of a task costs to move, by its amount: only of suites that were made to show it. */
export function moveCostsOf(record: RunRecord): MoveCost[] {
  if (record.suite.picture !== 'payload') return [];
  return sweepsOf(record).flatMap(({ workload, stops }) =>
    modelsOf(stops)
      .filter((model) => model !== 'event-loop')
      .map((model) => ({
        workload,
        via: viaOf(stops),
        model,
        stops: stops.flatMap((stop) => costAt(stop, model, record) ?? []),
      }))
      .filter((cost) => cost.stops.length > 0),
  );
}

function viaOf([first]: Stop[]): string | null {
  const [cell] = first?.cells.values() ?? [];
  const via = cell?.workload.params['via'];
  return typeof via === 'string' ? via : null;
}

function costAt(
  { at, cells }: Stop,
  model: string,
  { environment, seed }: RunRecord,
): MoveCostStop | null {
  const [eventLoop, cell] = [cells.get('event-loop'), cells.get(model)];
  if (!eventLoop || !cell) return null;
  const logTaskMs = perProcess(cell, ({ wallMs }) => Math.log(wallMs / cell.tasks));
  const taskMs = intervalOf(logTaskMs, seed, `${cell.id} task`);
  const loopMs = medianTaskMs(eventLoop);
  if (!taskMs || loopMs === null) return null;
  const costMs = beyond(loopMs, asExponential(taskMs));
  const sharing = Math.min(cell.workers, environment.cpus);
  const paysFromMs = sharing > 1 ? scaled(costMs, sharing / (sharing - 1)) : null;
  return { amount: at, costMs, paysFromMs };
}

function medianTaskMs({ processes, tasks }: Cell): number | null {
  const walls = processes.flatMap(({ samples }) => samples.map(({ wallMs }) => wallMs));
  return walls.length > 0 ? median(walls) / tasks : null;
}

function beyond(ms: number, { value, low, high, count }: Estimate): Estimate {
  return { value: value - ms, low: low - ms, high: high - ms, count };
}

function scaled({ value, low, high, count }: Estimate, factor: number): Estimate {
  return { value: value * factor, low: low * factor, high: high * factor, count };
}
