/** OpenMetrics 1.0 text: a gauge for each figure, in base units, a label for what it is about. */
import type { Cell } from '../../record/run-record.js';
import type { CellNumbers } from '../../verdict/verdict.js';
import { measuredCells } from './measured-cells.js';
import type { ExportSource } from './measured-cells.js';

interface Gauge {
  /** Without prefix; ends in its unit, as the format wants. */
  name: string;
  unit: string;
  help: string;
  /** Null where a cell has no such figure. */
  value(numbers: CellNumbers, cell: Cell): number | null;
}

const gauges: Gauge[] = [
  gauge('wall_seconds', 'seconds', 'Wall time of a batch.', ({ wallMs }) => wallMs.value / 1000),
  gauge(
    'wall_low_seconds',
    'seconds',
    'Lower end of its 95 % interval.',
    ({ wallMs }) => wallMs.low / 1000,
  ),
  gauge(
    'wall_high_seconds',
    'seconds',
    'Upper end of its 95 % interval.',
    ({ wallMs }) => wallMs.high / 1000,
  ),
  gauge('throughput', '', 'Finished tasks a second.', ({ tasksPerSecond }) => tasksPerSecond.value),
  gauge('speed_up_ratio', 'ratio', 'Speed-up over event-loop.', (numbers) =>
    numbers.speedUp ? numbers.speedUp.value : null,
  ),
  gauge(
    'task_cpu_seconds',
    'seconds',
    'CPU time of a task.',
    (numbers) => numbers.cpuMsPerTask / 1000,
  ),
  gauge(
    'loop_delay_p99_seconds',
    'seconds',
    'Loop delay, 99th percentile.',
    (numbers) => numbers.loopDelayMs.p99 / 1000,
  ),
  gauge('peak_rss_bytes', 'bytes', 'Peak memory.', ({ peakRssBytes }) => peakRssBytes),
];

const PREFIX = 'loop_or_pool_';

export function renderOpenMetrics(source: ExportSource): string {
  const cells = measuredCells(source);
  const families = gauges.map(({ name, unit, help, value }) => {
    const samples = cells.flatMap(({ cell, numbers }) => {
      const figure = value(numbers, cell);
      return figure === null ? [] : [`${PREFIX}${name}${labels(cell)} ${figure}`];
    });
    return [
      `# TYPE ${PREFIX}${name} gauge`,
      ...(unit === '' ? [] : [`# UNIT ${PREFIX}${name} ${unit}`]),
      `# HELP ${PREFIX}${name} ${help}`,
      ...samples,
    ];
  });
  return [...families.flat(), '# EOF'].map((line) => `${line}\n`).join('');
}

function gauge(name: string, unit: string, help: string, value: Gauge['value']): Gauge {
  return { name, unit, help, value };
}

function labels({ workload, model, tasks }: Cell): string {
  const pairs = Object.entries({ workload: workload.key, model, tasks: String(tasks) });
  return `{${pairs.map(([name, value]) => `${name}="${escaped(value)}"`).join(',')}}`;
}

function escaped(value: string): string {
  return value.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n');
}
