import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ConditionsWatch } from '../../src/measure/conditions.js';
import type { MachineReading } from '../../src/measure/machine-time.js';

/** Looks at each of the readings, one a second. */
function watched(readings: Pick<MachineReading, 'busyMs' | 'children'>[]) {
  const rest = { ownMs: 0, stat: null, throttling: null };
  const pressures = { cpu: null, memory: null, io: null };
  const coming = readings.map((one, second) => ({
    ...{ ...one, ...rest, pressures },
    atMs: second * 1_000,
  }));
  const watch = new ConditionsWatch(() => coming.shift() ?? assert.fail('one look too many'));
  while (coming.length > 1) watch.look();
  return watch.conditions().othersCpus;
}

const children = (live: Record<number, number>, endedMs = 0) => ({
  live: new Map(Object.entries(live).map(([pid, ms]) => [Number(pid), ms])),
  endedMs,
});

test('the mean of other programs is of the whole time, their most of one second', () => {
  const others = watched([
    { busyMs: 0, children: children({}) },
    { busyMs: 1_100, children: children({ 7: 1_000 }) },
    { busyMs: 2_900, children: children({ 7: 2_000 }) },
    { busyMs: 3_900, children: children({ 7: 3_000 }) },
  ]);
  assert.deepEqual(others, { mean: 0.3, max: 0.8 });
});

test('what a process computed while its parent lived is not that of others when it outlives it', () => {
  const others = watched([
    { busyMs: 0, children: children({}) },
    { busyMs: 1_800, children: children({ 7: 900, 8: 900 }) },
    { busyMs: 1_800, children: children({}, 900) },
  ]);
  assert.deepEqual(others, { mean: 0, max: 0 });
});
