import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { renderGoBenchmark } from '../../../src/report/exporters/go-benchmark.js';
import { exportSource, hostileSource } from './export-source.js';

/** Of the format's definition: a name, a count, then pairs of a value and a unit. */
const resultLine = /^Benchmark(?![a-z])\S* [1-9]\d*(?: -?[\d.]+(?:e[+-]?\d+)? \S+)+$/;
const keyLine = /^[a-z][^\sA-Z]*: \S.*$/;
const unitLine = /^Unit \S+ better=(?:higher|lower)$/;

for (const [name, source] of [
  ['a usual run', exportSource()],
  ['a run with hostile names', hostileSource()],
] as const) {
  test(`every line of ${name} is one of the format`, () => {
    for (const line of renderGoBenchmark(source).trimEnd().split('\n')) {
      assert.ok(
        [resultLine, keyLine, unitLine].some((kind) => kind.test(line)),
        line,
      );
    }
  });
}

test('a line is a process: its rounds, and the medians over them', () => {
  const source = exportSource();
  const lines = renderGoBenchmark(source)
    .split('\n')
    .filter((line) => line.startsWith('Benchmark'));
  assert.equal(lines.length, 2 * 2);
  const [first] = source.record.cells[0]!.processes;
  const wallMs = first!.samples.map((sample) => sample.wallMs).sort((a, b) => a - b)[1]!;
  const [name, rounds, nanoseconds, unit] = lines[0]!.split(' ');
  assert.equal(name, 'BenchmarkPrimeSieve/limit=1000/model=event-loop/tasks=20-2');
  assert.equal(rounds, '3');
  assert.equal(Number(nanoseconds), Number((wallMs * 1e6).toPrecision(7)));
  assert.equal(unit, 'ns/op');
});

test('the run and its machine are keys', () => {
  assert.deepEqual(renderGoBenchmark(exportSource()).split('\n').slice(0, 7), [
    'goos: linux',
    'goarch: amd64',
    'pkg: synthetic',
    'cpu: synthetic',
    'node: v20.20.0',
    'machine: synthetic',
    'commit: c0ffee',
  ]);
});

const hasBenchstat = spawnSync('benchstat', ['-h']).error === undefined;

test(
  'benchstat reads it, and takes the models apart',
  { skip: hasBenchstat ? false : 'benchstat is not installed' },
  (t) => {
    const folder = mkdtempSync(join(tmpdir(), 'loop-or-pool-benchstat-'));
    t.after(() => rmSync(folder, { recursive: true }));
    const file = join(folder, 'run.txt');
    writeFileSync(file, renderGoBenchmark(exportSource()));
    const args = ['-row', '/limit', '-col', '/model', '-filter', '.unit:ns/op', file];
    const { stdout, stderr } = spawnSync('benchstat', args, { encoding: 'utf8' });
    assert.match(stdout, /event-loop.*worker-pool:2x10/, stderr);
    assert.match(stdout, /1000\s+20\d\.\dm/);
  },
);
