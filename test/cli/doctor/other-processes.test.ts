import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  busiestProcesses,
  parseStat,
  readProcessTimes,
} from '../../../src/cli/doctor/other-processes.js';

test('the name of a process may hold brackets and blanks', () => {
  const stat = '42 (a (b) c) S 1 42 42 0 -1 4194560 9 0 0 0 30 20 0 0 20 0 1 0 5 0 0';
  assert.deepEqual(parseStat(stat), { name: 'a (b) c', cpuMs: 500 });
  assert.equal(parseStat(null), null);
});

test('the busiest come first, by what they used in between; the idle are left out', () => {
  const before = new Map([
    [1, { name: 'old', cpuMs: 90_000 }],
    [2, { name: 'busy', cpuMs: 1_000 }],
  ]);
  const after = new Map([
    [1, { name: 'old', cpuMs: 90_010 }],
    [2, { name: 'busy', cpuMs: 1_400 }],
    [3, { name: 'new', cpuMs: 900 }],
  ]);
  assert.deepEqual(busiestProcesses(before, after, 1_000), [
    { pid: 3, name: 'new', share: 0.9 },
    { pid: 2, name: 'busy', share: 0.4 },
  ]);
});

test('this process is none of the others', () => {
  assert.equal(readProcessTimes().has(process.pid), false);
});
