/** The formats of other tools, by the name they are asked for. */
import { renderBencherMetrics } from './bencher.js';
import { renderBiggerIsBetter, renderSmallerIsBetter } from './github-action-benchmark.js';
import { renderGoBenchmark } from './go-benchmark.js';
import { renderHyperfineCsv, renderHyperfineJson } from './hyperfine.js';
import { casesOfRun, renderJUnit } from './junit.js';
import type { ExportSource } from './measured-cells.js';
import { renderOpenMetrics } from './openmetrics.js';

export interface Exporter {
  /** The file it is written to if none is named. */
  file: string;
  render(source: ExportSource): string;
}

export const exporters = {
  'gab-smaller': { file: 'github-action-benchmark-smaller.json', render: renderSmallerIsBetter },
  'gab-bigger': { file: 'github-action-benchmark-bigger.json', render: renderBiggerIsBetter },
  bencher: { file: 'bencher.json', render: renderBencherMetrics },
  'hyperfine-json': { file: 'hyperfine.json', render: renderHyperfineJson },
  'hyperfine-csv': { file: 'hyperfine.csv', render: renderHyperfineCsv },
  benchstat: { file: 'benchstat.txt', render: renderGoBenchmark },
  junit: {
    file: 'junit.xml',
    render: (source) =>
      renderJUnit(source.record.suite.name, source.record.startedAt, casesOfRun(source)),
  },
  openmetrics: { file: 'openmetrics.txt', render: renderOpenMetrics },
} satisfies Record<string, Exporter>;
