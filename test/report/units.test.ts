import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fc } from '../fast-check.js';
import * as units from '../../src/report/units.js';

test('three significant digits, never an exponent', () => {
  const shown = [0.000123, 0.0512, 0.999, 9.996, 1.005, 19.94, 226.4, 2261].map((value) =>
    units.significant(value),
  );
  assert.deepEqual(shown, ['0.000123', '0.0512', '0.999', '10.0', '1.00', '19.9', '226', '2261']);
});

test('speed-ups around 1x have two decimals on both sides', () => {
  assert.deepEqual([0.031, 0.978, 0.9999, 1.02, 19.84].map(units.times), [
    '0.031x',
    '0.98x',
    '1.00x',
    '1.02x',
    '19.8x',
  ]);
  assert.equal(units.range(0.967, 1.034), '0.97–1.03');
  assert.equal(units.range(0.0000022, 1_287_055), '<0.001–>9999');
});

test('a bound has no needless zeros', () => {
  assert.deepEqual([2, 20, 1.82, 16.66].map(units.bound), ['2x', '20x', '1.82x', '16.7x']);
});

test('a column takes the unit in which its lower middle value is at least one', () => {
  assert.equal(units.durationUnit([1004, 50.7, 502, 51.5]).symbol, 'ms');
  assert.equal(units.durationUnit([2260, 2310, 1210, 1340]).symbol, 's');
  assert.equal(units.durationUnit([0.021, 0.022, 0.7]).symbol, 'µs');
  assert.equal(units.durationUnit([0, 0]).symbol, 'ms');
  assert.equal(units.byteUnit([61e6, 92e6]).symbol, 'MB');
});

test('no value of a column takes five digits', () => {
  const delays = [0.469, 0.31, 104.12];
  const unit = units.durationUnit(delays);
  assert.deepEqual(
    delays.map((ms) => units.inUnit(ms, unit)),
    ['0.469 ms', '0.310 ms', '104 ms'],
  );
  assert.equal(units.durationUnit([0.02, 0.02, 9.9994]).symbol, 'µs');
  assert.equal(units.durationUnit([0.02, 0.02, 9.9996]).symbol, 'ms');
});

test('a delay shows no digit that a timer cannot back', () => {
  assert.deepEqual([0, 0.04, 0.469, 4.815, 88.02, 104.12, 2260].map(units.delay), [
    '0 ms',
    '0 ms',
    '0.5 ms',
    '4.8 ms',
    '88.0 ms',
    '104 ms',
    '2.26 s',
  ]);
});

test('the half-width has the decimals of its value, and one digit if those show none', () => {
  const seconds = units.durationUnit([1210]);
  assert.equal(units.plusMinus(1190, 1230, 1210, seconds), '±0.02');
  assert.equal(units.plusMinus(1209.9, 1210.1, 1210, seconds), '±0.0001');
  assert.equal(units.plusMinus(5, 5, 5), '±0.00');
  assert.equal(units.plusMinus(0.1, 33_000, 400), '±?');
});

test('shares are percents with a decimal only below ten', () => {
  assert.deepEqual([0, 0.002, 0.0625, 0.5, 0.996, 1].map(units.percent), [
    '0 %',
    '0.2 %',
    '6.3 %',
    '50 %',
    '100 %',
    '100 %',
  ]);
});

test('no rounding is off by more than half of the last digit shown', () => {
  fc.assert(
    fc.property(fc.double({ min: 1e-6, max: 1e9, noNaN: true }), (value) => {
      assert.ok(Math.abs(Number(units.significant(value)) - value) <= value * 0.00501);
    }),
  );
});
