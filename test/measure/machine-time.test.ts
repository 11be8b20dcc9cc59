import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  machineTimeBetween,
  pressureShare,
  readMachine,
  stealShare,
  throttledShare,
} from '../../src/measure/machine-time.js';
import type { MachineReading } from '../../src/measure/machine-time.js';

test('steal is the eighth figure of the first line of /proc/stat, as a share of all', () => {
  const before = 'cpu  100 0 100 700 0 0 0 100 0 0\ncpu0 1 1 1 1 1 1 1 1 0 0\n';
  const after = 'cpu  150 0 150 780 0 0 0 120 0 0\ncpu0 1 1 1 1 1 1 1 1 0 0\n';
  assert.equal(stealShare(before, after), 0.1);
});

test('guest time stands in user time already and is not counted twice', () => {
  assert.equal(stealShare('cpu  0 0 0 0 0 0 0 0 0 0\n', 'cpu  80 0 0 10 0 0 0 10 80 0\n'), 0.1);
});

test('a quota counts by the periods in between, not by those since boot', () => {
  const before = 'usage_usec 9\nnr_periods 100\nnr_throttled 90\n';
  assert.equal(throttledShare(before, 'nr_periods 300\nnr_throttled 140\n'), 0.25);
  assert.equal(throttledShare(before, before), null);
});

test('pressure is the time in which some task waited, of the time that passed', () => {
  const line = (total: number) => `some avg10=99 avg60=1 avg300=1 total=${total}\nfull total=0\n`;
  assert.equal(pressureShare(line(1_000_000), line(1_250_000), 1_000), 0.25);
  assert.equal(pressureShare(line(0), line(9e9), 1_000), 1);
});

test('where the system tells nothing, nothing is made up', () => {
  const shares = [stealShare(null, null), throttledShare(null, null), pressureShare(null, null, 1)];
  assert.deepEqual(shares, [null, null, null]);
});

const reading: MachineReading = {
  atMs: 0,
  busyMs: 5_000,
  ownMs: 100,
  children: { live: new Map([[7, 50]]), endedMs: 0 },
  stat: null,
  throttling: null,
  pressures: { cpu: null, memory: null, io: null },
};

test('other programs are what was busy beyond this process and its children', () => {
  const later = {
    ...reading,
    atMs: 1_000,
    busyMs: 6_500,
    ownMs: 400,
    children: { live: new Map([[7, 250]]), endedMs: 0 },
  };
  assert.equal(machineTimeBetween(reading, later).othersCpus, 1);
});

test('this machine can be read', () => {
  const { othersCpus } = machineTimeBetween(readMachine(), readMachine());
  assert.ok(othersCpus >= 0);
});
