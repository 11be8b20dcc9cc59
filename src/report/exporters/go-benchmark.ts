/**
 * The text format of Go's benchmarks, for benchstat (golang.org/design/14313-benchmark-format): keys of
 * the run, then a line for each measurement.
 *
 * A line is one process of a cell with the medians of its rounds, since benchstat takes lines for
 * independent, which the rounds of a process are not. An operation is a batch.
 */
import type { Cell, RunRecord } from '../../record/run-record.js';
import { processMedians } from '../../verdict/sample-summary.js';
import type { ProcessMedians } from '../../verdict/sample-summary.js';
import { measuredCells } from './measured-cells.js';
import type { ExportSource } from './measured-cells.js';

const NS_PER_MS = 1e6;
const goArchitectures: Record<string, string> = { x64: 'amd64', ia32: '386' };

export function renderGoBenchmark(source: ExportSource): string {
  const { environment } = source.record;
  const lines = measuredCells(source).flatMap(({ cell }) =>
    processMedians(cell).map((medians) => resultLine(cell, medians, environment.cpus)),
  );
  return [...keyLines(source.record), ...unitLines, ...lines].map((line) => `${line}\n`).join('');
}

/** What tells runs apart; benchstat shows a key where it differs. */
function keyLines({ environment, source, suite }: RunRecord): string[] {
  const keys: [key: string, value: string | null][] = [
    ['goos', environment.os],
    ['goarch', goArchitectures[environment.arch] ?? environment.arch],
    ['pkg', suite.name],
    ['cpu', environment.cpuModel],
    ['node', environment.node],
    ['machine', environment.fingerprint],
    ['commit', source?.commit ?? null],
  ];
  return keys.flatMap(([key, value]) => (value === null ? [] : [`${key}: ${value}`]));
}

/** benchstat knows of `ns/op` which way is better, of others it must be told. */
const unitLines = [
  'Unit tasks/s better=higher',
  'Unit cpu-ns/op better=lower',
  'Unit peak-rss-bytes better=lower',
];

/** `BenchmarkSha256/model=worker-pool:2/tasks=20-2 7 12400000 ns/op ...` */
function resultLine(cell: Cell, medians: ProcessMedians, cpus: number): string {
  const figures: [value: number, unit: string][] = [
    [medians.wallMs * NS_PER_MS, 'ns/op'],
    [(cell.tasks * 1000) / medians.wallMs, 'tasks/s'],
    [medians.cpuMs * NS_PER_MS, 'cpu-ns/op'],
    [medians.peakRssBytes, 'peak-rss-bytes'],
  ];
  return [
    `${benchmarkName(cell)}-${Math.max(1, Math.floor(cpus))}`,
    medians.rounds,
    ...figures.map(([value, unit]) => `${Number(value.toPrecision(7))} ${unit}`),
  ].join(' ');
}

/** A name has no blanks and starts with an upper-case letter; what follows a slash is `key=value`. */
function benchmarkName({ workload: { name, params }, model, tasks }: Cell): string {
  const parts = Object.entries({ ...params, model, tasks }).map(
    ([key, value]) => `/${key}=${value}`,
  );
  const camel = name.replace(/(?:^|[^a-z0-9]+)([a-z0-9])/gi, (_, first: string) =>
    first.toUpperCase(),
  );
  return `Benchmark${camel}${parts.join('')}`.replace(/\s+/g, '_');
}
