import assert from 'node:assert/strict';
import { test } from 'node:test';
import { renderBencherMetrics } from '../../../src/report/exporters/bencher.js';
import { exportSource, hostileSource } from './export-source.js';

type Metrics = Record<string, Record<string, Record<string, number>>>;

test('each measured cell is a benchmark, with times in nanoseconds', () => {
  const source = exportSource();
  const metrics = JSON.parse(renderBencherMetrics(source)) as Metrics;
  assert.deepEqual(Object.keys(metrics), [
    'prime-sieve(limit=1000)/event-loop',
    'prime-sieve(limit=1000)/worker-pool:2x10',
  ]);
  const { wallMs, tasksPerSecond } = source.judgement.workloads[0]!.cells[0]!.numbers!;
  const { latency, throughput } = metrics['prime-sieve(limit=1000)/event-loop']!;
  assert.deepEqual(latency, {
    value: wallMs.value * 1e6,
    lower_value: wallMs.low * 1e6,
    upper_value: wallMs.high * 1e6,
  });
  assert.equal(throughput?.['value'], tasksPerSecond.value);
});

test('every metric has a value, and bounds on their sides of it', () => {
  const metrics = JSON.parse(renderBencherMetrics(hostileSource())) as Metrics;
  const all = Object.values(metrics).flatMap((measures) => Object.values(measures));
  assert.equal(all.length, 2 * 5);
  for (const { value, lower_value: low, upper_value: high } of all) {
    assert.ok(Number.isFinite(value));
    assert.ok((low ?? value!) <= value! && value! <= (high ?? value!));
  }
});
