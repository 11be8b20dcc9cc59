import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { alarmsOf } from '../../scripts/selftest/false-alarms.js';
import { batchesOf, readJournal } from '../../scripts/selftest/journal.js';
import { faultsOf, measureMix, type Finding } from '../../scripts/selftest/known-answers.js';
import { normalNoise } from '../statistics/noise.js';

const right: Finding = {
  mix: { spinMs: 10, waitMs: 10, nativeMs: 0 },
  loopShare: { made: 0.49, known: 0.5, measured: 0.51 },
  cpuShare: { made: 0.49, known: 0.5, measured: 0.49 },
  nature: { known: ['mixed'], measured: 'mixed' },
  verdict: { lawful: ['worker-pool:2x10'], chosen: 'worker-pool:2x10', isClear: true },
  throughputError: 0.004,
  aboveBound: [],
};

test('what is as known has no faults, and "unclear" is no fault', () => {
  assert.deepEqual(faultsOf(right), []);
  const unclear = { ...right.verdict, chosen: 'event-loop', isClear: false };
  assert.deepEqual(faultsOf({ ...right, verdict: unclear }), []);
});

const wrong: [fault: string, change: Partial<Finding>][] = [
  ['L', { loopShare: { made: 0.49, known: 0.5, measured: 0.54 } }],
  ['U', { cpuShare: { made: 0.5, known: 0.5, measured: 0.46 } }],
  ['nature', { nature: { known: ['mixed'], measured: 'io-bound' } }],
  ['verdict', { verdict: { ...right.verdict, chosen: 'event-loop' } }],
  ['throughput', { throughputError: 0.02 }],
  ['async-pool above its bound', { aboveBound: ['async-pool:20'] }],
];
for (const [fault, change] of wrong) {
  test(`the self-test finds: ${fault}`, () => {
    assert.deepEqual(faultsOf({ ...right, ...change }), [fault]);
  });
}

test('a journal is put together as the batches behind the samples of each process', (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'loop-or-pool-journal-'));
  t.after(() => rmSync(folder, { recursive: true }));
  const path = join(folder, 'journal.txt');
  // Process 7 warmed up with one task, then ran two batches of two; process 8 belongs to another cell.
  const lines = [
    '7 0 9 1 1',
    '7 10 20 2 1',
    '7 20 30 2 1',
    '7 40 55 3 1',
    '7 55 70 3 1',
    '8 0 5 0 0',
  ];
  writeFileSync(path, `${lines.join('\n')}\n`);
  const cell = { tasks: 2, processes: [{ samples: [{ wallMs: 20.1 }, { wallMs: 30.2 }] }] };

  assert.deepEqual(batchesOf(cell, readJournal(path)), [
    [
      { wallMs: 20, spinMs: 4, nativeMs: 2 },
      { wallMs: 30, spinMs: 6, nativeMs: 2 },
    ],
  ]);
});

test('over drawn pairs of identical code there are few false alarms, and slow-downs are found', () => {
  const noise = normalNoise(0.02, 1);
  const pairs = Array.from({ length: 30 }, () => {
    const level = noise();
    return Array.from({ length: 6 }, () => level + noise());
  });

  const { falseAlarms, found } = alarmsOf('noise', pairs, 300);

  assert.ok(falseAlarms <= 0.03, `${falseAlarms}`);
  assert.deepEqual(
    found.filter(({ slowDown }) => slowDown >= 0.05).map(({ share }) => share >= 0.95),
    [true, true, true],
  );
});

test('a mix is measured, its tasks are found in the journal, and the folder is gone', async () => {
  const mix = { spinMs: 1, waitMs: 2, nativeMs: 1 };

  const finding = await measureMix(mix, { processes: 1, rounds: 1 });

  assert.deepEqual(finding.mix, mix);
  for (const seen of ['made', 'known', 'measured'] as const) {
    assert.ok(finding.loopShare[seen] > 0 && finding.loopShare[seen] < 1, seen);
    assert.ok(finding.cpuShare[seen] > finding.loopShare[seen], seen);
  }
  assert.ok(finding.verdict.lawful.length > 0);
  assert.ok(Number.isFinite(finding.throughputError));
});
