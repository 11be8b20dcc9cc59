import assert from 'node:assert/strict';
import { test } from 'node:test';
import { mean, standardDeviation } from 'simple-statistics';
import {
  renderHyperfineCsv,
  renderHyperfineJson,
} from '../../../src/report/exporters/hyperfine.js';
import { exportSource, hostileSource } from './export-source.js';

interface Result {
  command: string;
  mean: number;
  stddev: number | null;
  times: number[];
  [field: string]: unknown;
}

function resultsOf(source = exportSource()): Result[] {
  return (JSON.parse(renderHyperfineJson(source)) as { results: Result[] }).results;
}

test('a result has the fields of hyperfine, in seconds and bytes', () => {
  const source = exportSource();
  const [first, ...others] = resultsOf(source);
  assert.deepEqual(
    others.map(({ command }) => command),
    ['prime-sieve(limit=1000)/worker-pool:2x10'],
  );
  const samples = source.record.cells[0]!.processes.flatMap(({ samples }) => samples);
  const times = samples.map(({ wallMs }) => wallMs / 1000);
  const sorted = times.toSorted((a, b) => a - b);
  const { mean: average, stddev, user, median, ...exact } = first!;
  assert.deepEqual(exact, {
    command: 'prime-sieve(limit=1000)/event-loop',
    system: 0,
    min: sorted[0],
    max: sorted[5],
    times,
    memory_usage_byte: [60e6, 60e6, 60e6, 60e6, 60e6, 60e6],
    exit_codes: [0, 0, 0, 0, 0, 0],
    parameters: { limit: '1000', model: 'event-loop', tasks: '20' },
  });
  const isNear = (value: unknown, expected: number) =>
    assert.ok(Math.abs(Number(value) - expected) < 1e-12, `${String(value)} is not ${expected}`);
  isNear(average, mean(times));
  isNear(stddev, standardDeviation(times) * Math.sqrt(6 / 5));
  isNear(median, (sorted[2]! + sorted[3]!) / 2);
  // Alone on the loop these tasks compute all the time.
  isNear(user, mean(times));
});

test('a single run has no standard deviation', () => {
  const source = exportSource();
  const [cell] = source.record.cells;
  cell!.processes = [{ ...cell!.processes[0]!, samples: [cell!.processes[0]!.samples[0]!] }];
  assert.equal(resultsOf(source)[0]?.stddev, null);
  assert.match(renderHyperfineCsv(source).split('\n')[1] ?? '', /event-loop,0\.\d+,,0\.\d+,/);
});

test('the CSV has the columns of hyperfine, one for each parameter, and quotes what needs it', () => {
  const [header, first = ''] = renderHyperfineCsv(exportSource()).split('\n');
  assert.equal(
    header,
    'command,mean,stddev,median,user,system,min,max,' +
      'parameter_limit,parameter_model,parameter_tasks',
  );
  assert.equal(first.split(',').length, 11);
  assert.match(first, /,1000,event-loop,20$/);
  assert.match(renderHyperfineCsv(hostileSource()), /\n"a ""b"", <c> \\ d\n& e\/event-loop",0\./);
});
