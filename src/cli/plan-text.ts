/** The plan as a person reads it before the run. */
import type { Plan } from '../plan/plan.js';
import { count, duration, percent } from '../report/units.js';
import { wrap } from '../report/terminal/text.js';

export function planText(plan: Plan, estimateMs: number, width: number): string {
  const { suite, cells, settings, seed } = plan;
  const workloads = [...new Set(cells.map(({ workload }) => workload.key))];
  const models = [...new Set(cells.map(({ model }) => model))];
  const tasks = Math.max(...cells.map((cell) => cell.tasks));
  const processes =
    settings.minProcesses === settings.processes
      ? `${settings.processes}`
      : `${settings.minProcesses} to ${settings.processes}`;
  const rows = {
    suite: `${suite.name}: ${suite.description}`,
    workloads: workloads.join(', '),
    models: models.join(', '),
    cells: `${workloads.length} x ${models.length} = ${cells.length}, ${count(tasks, 'task')} a batch`,
    each: `${processes} processes of up to ${count(settings.maxRounds, 'round')}, until ±${percent(settings.precision)}`,
    time: `about ${duration(estimateMs)}`,
    seed: String(seed),
  };
  return Object.entries(rows)
    .flatMap(([name, text]) => hanging(name.padEnd(11), wrap(text, width - 11, '')))
    .map((line) => `${line}\n`)
    .join('');
}

function hanging(label: string, lines: readonly string[]): string[] {
  return lines.map((line, index) => (index === 0 ? label : ' '.repeat(label.length)) + line);
}
