/**
 * The results as hyperfine 1.20 exports its own: for its plotting scripts and all that reads them.
 * Seconds and bytes. A command is a cell, a run one sample of it. A record does not tell user time from
 * system time: `user` has both, `system` is 0.
 */
import type { Cell } from '../../record/run-record.js';
import { wallSummary } from '../../verdict/sample-summary.js';
import { measuredCells } from './measured-cells.js';
import type { ExportSource } from './measured-cells.js';

interface Result {
  command: string;
  mean: number;
  /** Null of a single run. */
  stddev: number | null;
  median: number;
  user: number;
  system: number;
  min: number;
  max: number;
  times: number[];
  memory_usage_byte: number[];
  exit_codes: number[];
  parameters: Record<string, string>;
}

const summaryFields = [
  'mean',
  'stddev',
  'median',
  'user',
  'system',
  'min',
  'max',
] as const satisfies (keyof Result)[];

/** As `--export-json` writes it. */
export function renderHyperfineJson(source: ExportSource): string {
  return `${JSON.stringify({ results: resultsOf(source) }, null, 2)}\n`;
}

/** As `--export-csv` writes it; a parameter that only other commands have is empty. */
export function renderHyperfineCsv(source: ExportSource): string {
  const results = resultsOf(source);
  const names = [...new Set(results.flatMap(({ parameters }) => Object.keys(parameters)))].sort();
  const header = ['command', ...summaryFields, ...names.map((name) => `parameter_${name}`)];
  const rows = results.map((result) => [
    result.command,
    ...summaryFields.map((field) => String(result[field] ?? '')),
    ...names.map((name) => result.parameters[name] ?? ''),
  ]);
  return [header, ...rows].map((row) => `${row.map(quoted).join(',')}\n`).join('');
}

function resultsOf(source: ExportSource): Result[] {
  return measuredCells(source).map(({ cell }) => resultOf(cell));
}

function resultOf({ id, workload, model, tasks, processes }: Cell): Result {
  const samples = processes.flatMap((process) => process.samples);
  const wall = wallSummary(samples);
  const params = { ...workload.params, model, tasks };
  return {
    command: id,
    mean: seconds(wall.meanMs),
    stddev: wall.standardDeviationMs === null ? null : seconds(wall.standardDeviationMs),
    median: seconds(wall.medianMs),
    user: seconds(wall.meanCpuMs),
    system: 0,
    min: seconds(wall.minMs),
    max: seconds(wall.maxMs),
    times: samples.map(({ wallMs }) => seconds(wallMs)),
    memory_usage_byte: samples.map(({ peakRssBytes }) => peakRssBytes),
    exit_codes: samples.map(() => 0),
    parameters: Object.fromEntries(
      Object.entries(params).map(([name, value]) => [name, String(value)]),
    ),
  };
}

function seconds(ms: number): number {
  return ms / 1000;
}

function quoted(field: string): string {
  return /[",\r\n]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field;
}
