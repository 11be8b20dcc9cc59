import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CodeGrowth } from '../../src/measure/code-growth.js';

/** @param readings CPU time in ms and, of a single isolate, kB. */
function growth(...readings: [cpuMs: number, kB: number][]): CodeGrowth {
  const code = new CodeGrowth();
  for (const [cpuMs, kB] of readings) code.add(cpuMs, [['1 0', kB * 1000]]);
  return code;
}

test('a single reading does not show whether code still grows', () => {
  assert.equal(new CodeGrowth().isGoingOn(), true);
  assert.equal(growth([0, 20_000]).isGoingOn(), true);
});

test('code grows until it has gained less than 2 % in the last third of the CPU time', () => {
  assert.equal(growth([0, 20_000], [100, 21_000]).isGoingOn(), true);
  assert.equal(growth([0, 20_000], [100, 21_000], [200, 21_500]).isGoingOn(), true);
  assert.equal(growth([0, 20_000], [100, 21_000], [200, 21_100]).isGoingOn(), false);
  assert.equal(growth([0, 20_000], [100, 21_000], [200, 21_100], [220, 22_000]).isGoingOn(), true);
});

test('a small program is done where its code gains less than 70 kB in each isolate', () => {
  assert.equal(growth([0, 1_900], [120, 1_960]).isGoingOn(), false);
  assert.equal(growth([0, 1_900], [120, 1_980]).isGoingOn(), true);
});

test('code that is thrown away does not hide what was added', () => {
  const code = growth([0, 20_000], [200, 24_000], [250, 19_000], [300, 20_000]);
  assert.equal(code.isGoingOn(), true);
});

test('what is added in any isolate counts, against the code of all', () => {
  const code = new CodeGrowth();
  code.add(0, [
    ['1 1', 20_000_000],
    ['1 2', 20_000_000],
  ]);
  code.add(200, [
    ['1 1', 20_500_000],
    ['1 2', 20_000_000],
  ]);
  assert.equal(code.isGoingOn(), false);
  // Not every reading reaches every isolate.
  code.add(400, [['1 2', 21_000_000]]);
  assert.equal(code.isGoingOn(), true);
});

test('it is read again after 100 ms of CPU time in each isolate', () => {
  const code = new CodeGrowth();
  assert.equal(code.isDue(0), true);
  code.add(0, [
    ['1 1', 20_000_000],
    ['1 2', 20_000_000],
  ]);
  assert.equal(code.isDue(199), false);
  assert.equal(code.isDue(200), true);
});
