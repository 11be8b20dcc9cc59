import assert from 'node:assert/strict';
import { test } from 'node:test';
import { withoutNoiseDigits } from '../../src/record/precision.js';
import { parseRunRecord } from '../../src/record/run-record.js';
import { runOf } from '../history/stored-runs.js';

test('wall times keep five significant digits, shares four, delays three, and counts all of theirs', () => {
  const record = runOf();
  const [cell] = record.cells;
  const sample = cell!.processes[0]!.samples[0]!;
  Object.assign(sample, {
    wallMs: 447.6552800000645,
    loopShare: 0.02429445,
    loopDelayMs: { p50: 0.0123456, p99: 1.23456, max: 123.456 },
    peakRssBytes: 54218752,
  });
  cell!.spans.push({ submitted: 0, started: 12345.678901, finished: 12346.789012, lane: 1 });

  const rounded = withoutNoiseDigits(record).cells[0]!;
  const { wallMs, loopShare, loopDelayMs, peakRssBytes } = rounded.processes[0]!.samples[0]!;
  assert.deepEqual([wallMs, loopShare, peakRssBytes], [447.66, 0.02429, 54218752]);
  assert.deepEqual(loopDelayMs, { p50: 0.0123, p99: 1.23, max: 123 });
  assert.deepEqual(rounded.spans, [
    { submitted: 0, started: 12345.679, finished: 12346.789, lane: 1 },
  ]);
});

test('a rounded record is a run record still, and rounding it again changes nothing', () => {
  const once = withoutNoiseDigits(runOf());
  assert.deepEqual(parseRunRecord(once), once);
  assert.deepEqual(withoutNoiseDigits(once), once);
});
