import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CodeGrowth } from '../../src/measure/code-growth.js';

/** @param readings CPU time in ms and, of a single isolate, bytes. */
function growth(...readings: [cpuMs: number, bytes: number][]): CodeGrowth {
  const code = new CodeGrowth();
  for (const [cpuMs, bytes] of readings) code.add(cpuMs, [['1 0', bytes]]);
  return code;
}

test('a single reading does not show whether code still grows', () => {
  assert.equal(new CodeGrowth().isGoingOn(), true);
  assert.equal(growth([0, 2_000]).isGoingOn(), true);
});

test('code grows until it has gained less than 2 % in the last third of the CPU time', () => {
  assert.equal(growth([0, 2_000], [100, 2_100]).isGoingOn(), true);
  assert.equal(growth([0, 2_000], [100, 2_100], [200, 2_150]).isGoingOn(), true);
  assert.equal(growth([0, 2_000], [100, 2_100], [200, 2_110]).isGoingOn(), false);
  assert.equal(growth([0, 2_000], [100, 2_100], [200, 2_110], [220, 2_200]).isGoingOn(), true);
});

test('code that is thrown away does not hide what was added', () => {
  const code = growth([0, 2_000], [200, 2_400], [250, 1_900], [300, 2_000]);
  assert.equal(code.isGoingOn(), true);
});

test('what is added in any isolate counts, against the code of all', () => {
  const code = new CodeGrowth();
  code.add(0, [
    ['1 1', 2_000],
    ['1 2', 2_000],
  ]);
  code.add(200, [
    ['1 1', 2_050],
    ['1 2', 2_000],
  ]);
  assert.equal(code.isGoingOn(), false);
  // Not every reading reaches every isolate.
  code.add(400, [['1 2', 2_100]]);
  assert.equal(code.isGoingOn(), true);
});

test('it is read again after 100 ms of CPU time in each isolate', () => {
  const code = new CodeGrowth();
  assert.equal(code.isDue(0), true);
  code.add(0, [
    ['1 1', 2_000],
    ['1 2', 2_000],
  ]);
  assert.equal(code.isDue(199), false);
  assert.equal(code.isDue(200), true);
});
