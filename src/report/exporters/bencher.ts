/**
 * Bencher Metric Format, for `bencher run --adapter json`. The measures `latency` (nanoseconds) and
 * `throughput` (operations a second) are Bencher's own; others it makes when it first sees them, without
 * a unit, so that theirs stands in the name.
 */
import type { Estimate } from '../../verdict/verdict.js';
import { measuredCells } from './measured-cells.js';
import type { ExportSource } from './measured-cells.js';

interface Metric {
  value: number;
  lower_value?: number;
  upper_value?: number;
}

const NS_PER_MS = 1e6;

/** A benchmark for each cell, by its id. */
export function renderBencherMetrics(source: ExportSource): string {
  const benchmarks = measuredCells(source).map(({ cell: { id }, numbers }) => {
    const metrics: Record<string, Metric> = {
      latency: metric(numbers.wallMs, NS_PER_MS),
      throughput: metric(numbers.tasksPerSecond),
      'cpu-ms-per-task': { value: numbers.cpuMsPerTask },
      'loop-delay-p99-ms': { value: numbers.loopDelayMs.p99 },
      'peak-rss-bytes': { value: numbers.peakRssBytes },
    };
    return [id, metrics] as const;
  });
  return `${JSON.stringify(Object.fromEntries(benchmarks), null, 2)}\n`;
}

function metric({ value, low, high }: Estimate, factor = 1): Metric {
  return { value: value * factor, lower_value: low * factor, upper_value: high * factor };
}
