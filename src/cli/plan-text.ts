/** The plan as a person reads it before the run. */
import type { Plan } from '../plan/plan.js';
import { count, duration, percent, significant } from '../report/units.js';
import { labelled } from './labelled.js';

export function planText(plan: Plan, estimateMs: number, width: number): string {
  const { suite, cells, settings, seed, shard } = plan;
  const workloads = [...new Set(cells.map(({ workload }) => workload.key))];
  const models = [...new Set(cells.map(({ model }) => model))];
  const tasks = Math.max(...cells.map((cell) => cell.tasks));
  const { minProcesses, maxRounds, precision } = settings;
  const atLeast = minProcesses < settings.processes ? `${minProcesses} to ` : '';
  const processes =
    atLeast + (settings.processes === 1 ? '1 process' : `${settings.processes} processes`);
  const load = plan.load && offered(plan.load);
  const rows = {
    suite: `${suite.name}: ${suite.description}`,
    ...(shard && { shard: `${shard.index} of ${shard.count}` }),
    workloads: workloads.join(', '),
    models: models.join(', '),
    cells: `${workloads.length} x ${models.length} = ${cells.length}, ${count(tasks, 'task')} a batch`,
    ...(load && { load }),
    each: `${processes} of up to ${count(maxRounds, 'round')}, until ±${percent(precision)}`,
    time: `about ${roughly(estimateMs)}`,
    seed: String(seed),
  };
  return Object.entries(rows)
    .map(([name, text]) => labelled(name.padEnd(11), text, width))
    .join('');
}

/** `40 tasks/s (poisson), dropped after 1 s` */
function offered({ rate, arrivals, patienceMs }: NonNullable<Plan['load']>): string {
  return `${significant(rate)} tasks/s (${arrivals}), dropped after ${duration(patienceMs)}`;
}

/** `22 s`, `8 min`: more digits would promise too much. */
function roughly(ms: number): string {
  const seconds = Math.max(1, Math.round(ms / 1000));
  return seconds < 120 ? `${seconds} s` : `${Math.round(seconds / 60)} min`;
}
