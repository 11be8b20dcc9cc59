import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';
import { tempEntries } from '../measure/live-children.js';
import { leaveNoProcess, measure, samplesOf } from './measure.js';

leaveNoProcess();

const failures: [file: string, kind: string, message: RegExp, stack?: RegExp][] = [
  ['throws.mjs', 'threw', /RangeError: no luck today/, /throws\.mjs/],
  ['exits.mjs', 'exited', /exit code 7/],
  ['crashes.mjs', 'exited', /exit code 1/, /crashed outside of any task/],
  ['wrong.mjs', 'wrong-output', /expected 2, received 1/],
  ['wavers.mjs', 'outputs-differ', /outputs (changed|differ)/],
  ['setup-throws.mjs', 'threw', /in its set-up: .*no server to be had/],
];

for (const [file, kind, message, stack] of failures) {
  test(`${file} fails as '${kind}', and the other workload is measured`, async () => {
    const { record, events } = await measure([file, 'quick.mjs']);
    const [failed, others] = [record.cells.slice(0, 2), record.cells.slice(2)];
    for (const { error } of failed) {
      assert.equal(error?.kind, kind, error?.message);
      assert.match(error.message, message);
      if (stack) assert.match(error.stack ?? '', stack);
    }
    for (const cell of others) {
      assert.equal(cell.error, null);
      assert.equal(samplesOf(cell).length, 4);
    }
    const told = events.flatMap((event) => (event.kind === 'cell-failed' ? [event.cellId] : []));
    assert.deepEqual(told.sort(), failed.map(({ id }) => id).sort());
  });
}

for (const file of ['hangs.mjs', 'spins.mjs', 'setup-hangs.mjs']) {
  test(`${file} is given up after the time limit`, async () => {
    const { record } = await measure([file], { models: ['event-loop'], timeLimitMs: 500 });
    assert.equal(record.cells[0]?.error?.kind, 'timed-out');
    assert.match(record.cells[0].error.message, /took longer than 0\.5 s/);
  });
}

for (const model of ['worker-pool:2', 'process-pool:2']) {
  test(`a worker of ${model} that exits is told as such`, async () => {
    const { record } = await measure(['exits.mjs'], { models: [model] });
    assert.equal(record.cells[0]?.error?.kind, 'exited');
    assert.match(record.cells[0].error.message, /exit code 7/);
  });

  test(`a worker of ${model} that never yields is killed with its cell`, async () => {
    const { record } = await measure(['spins.mjs'], { models: [model], timeLimitMs: 2_000 });
    assert.equal(record.cells[0]?.error?.kind, 'timed-out');
  });
}

test('a cell whose outputs differ from those of the event loop has failed', async () => {
  const { record } = await measure(['differs.mjs'], { models: ['event-loop', 'worker-pool:2'] });
  const [loop, pool] = record.cells;
  assert.equal(loop?.error, null);
  assert.equal(pool?.error?.kind, 'outputs-differ');
  assert.ok(samplesOf(pool).length > 0);
});

test('a cell that fails later keeps what it measured before, and is not tried again', async () => {
  const { record } = await measure(['fails-later.mjs'], { models: ['event-loop'], rounds: 8 });
  const [cell] = record.cells;
  assert.ok(cell);
  assert.equal(cell.error?.kind, 'threw');
  assert.deepEqual(
    cell.processes.map(({ samples }) => samples.length),
    [2],
  );
});

test('teardown runs after a failure as well', async () => {
  const prefix = `with-setup-${randomUUID()}-`;
  const params = [`prefix=${prefix}`, 'failing=true'];
  const { record } = await measure(['with-setup.mjs'], { params });
  assert.ok(record.cells.every(({ error }) => error?.kind === 'threw'));
  assert.deepEqual(tempEntries(prefix), []);
});
