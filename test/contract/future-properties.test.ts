/** Random sequences of calls on a settler, checked against the state table as a model. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { fc } from '../fast-check.js';
import { asCompleted, InvalidStateError, Settler, wait, type Future } from '../../src/index.js';
import { collect } from './outcome.js';

type Phase = 'pending' | 'running' | 'cancelled' | 'notified' | 'finished';
type Call = 'cancel' | 'start' | 'result' | 'error' | 'callback';

/** The table of CPython's states: where a call leads from each, and what it answers. */
const table: Record<Exclude<Call, 'callback'>, Record<Phase, { to: Phase; says: unknown }>> = {
  cancel: {
    pending: { to: 'cancelled', says: true },
    running: { to: 'running', says: false },
    cancelled: { to: 'cancelled', says: true },
    notified: { to: 'notified', says: true },
    finished: { to: 'finished', says: false },
  },
  start: {
    pending: { to: 'running', says: true },
    running: { to: 'running', says: InvalidStateError },
    cancelled: { to: 'notified', says: false },
    notified: { to: 'notified', says: InvalidStateError },
    finished: { to: 'finished', says: InvalidStateError },
  },
  result: settling(),
  error: settling(),
};

function settling(): Record<Phase, { to: Phase; says: unknown }> {
  return {
    pending: { to: 'finished', says: undefined },
    running: { to: 'finished', says: undefined },
    cancelled: { to: 'cancelled', says: InvalidStateError },
    notified: { to: 'notified', says: InvalidStateError },
    finished: { to: 'finished', says: InvalidStateError },
  };
}

function perform(settler: Settler<number>, call: Exclude<Call, 'callback'>): unknown {
  try {
    if (call === 'cancel') return settler.future.cancel();
    if (call === 'start') return settler.setRunningOrNotifyCancel();
    if (call === 'result') return settler.setResult(1);
    return settler.setException(new Error('x'));
  } catch (error) {
    return (error as Error).constructor;
  }
}

const calls = fc.array(fc.constantFrom<Call>('cancel', 'start', 'result', 'error', 'callback'), {
  maxLength: 12,
});

describe('a settler under random calls', () => {
  it('follows the table of states, and calls each callback once', () => {
    fc.assert(
      fc.property(calls, (sequence) => {
        const settler = new Settler<number>();
        let phase: Phase = 'pending';
        const added: number[] = [];
        const called: number[] = [];
        for (const [index, call] of sequence.entries()) {
          if (call === 'callback') {
            added.push(index);
            settler.future.addDoneCallback(() => called.push(index));
          } else {
            const { to, says }: { to: Phase; says: unknown } = table[call][phase];
            assert.equal(perform(settler, call), says);
            phase = to;
          }
          const isDone: boolean = phase !== 'pending' && phase !== 'running';
          assert.equal(settler.future.state, phase === 'notified' ? 'cancelled' : phase);
          assert.equal(settler.future.done(), isDone);
          assert.deepEqual(called, isDone ? added : []);
        }
      }),
    );
  });

  it('never changes its outcome once it is finished', () => {
    fc.assert(
      fc.property(calls, (sequence) => {
        const settler = new Settler<number>();
        let outcome: unknown;
        for (const call of sequence) {
          if (call !== 'callback') perform(settler, call);
          if (settler.future.state !== 'finished') continue;
          outcome ??= settler.future.snapshot();
          assert.deepEqual(settler.future.snapshot(), outcome);
        }
      }),
    );
  });
});

describe('many futures that settle in random order', () => {
  const ends = fc.array(
    fc.record({
      how: fc.constantFrom('result', 'error', 'cancel'),
      before: fc.boolean(),
      rank: fc.integer(),
    }),
    { maxLength: 20 },
  );

  function end(settler: Settler<number>, how: string): void {
    if (how === 'result') settler.setResult(1);
    else if (how === 'error') settler.setException(new Error('x'));
    else {
      settler.future.cancel();
      settler.setRunningOrNotifyCancel();
    }
  }

  it('come out of asCompleted once each, in the order of their ends', async () => {
    await fc.assert(
      fc.asyncProperty(ends, async (plan) => {
        const all = plan.map((entry) => ({ ...entry, settler: new Settler<number>() }));
        const early = all.filter(({ before }) => before);
        const late = all.filter(({ before }) => !before).sort((a, b) => a.rank - b.rank);
        for (const { settler, how } of early) end(settler, how);
        const collecting = collect(asCompleted(all.map(({ settler }) => settler.future)));
        for (const { settler, how } of late) end(settler, how);
        const expected: Future<number>[] = [...early, ...late].map(({ settler }) => settler.future);
        assert.deepEqual(await collecting, expected);
      }),
    );
  });

  it('are sorted by wait exactly as far as its condition reaches', async () => {
    const conditions = ['all-completed', 'first-completed', 'first-exception'] as const;
    await fc.assert(
      fc.asyncProperty(ends, fc.constantFrom(...conditions), async (plan, returnWhen) => {
        const settlers = plan.map(() => new Settler<number>());
        const waiting = wait(
          settlers.map(({ future }) => future),
          { returnWhen },
        );
        let isEnough = plan.length === 0;
        const done: Future<number>[] = [];
        for (const [index, { how }] of plan.entries()) {
          end(settlers[index]!, how);
          if (isEnough) continue;
          done.push(settlers[index]!.future);
          isEnough =
            returnWhen === 'first-completed' ||
            (returnWhen === 'first-exception' && how === 'error') ||
            done.length === plan.length;
        }
        const sets = await waiting;
        assert.deepEqual([...sets.done], done);
        assert.equal(sets.done.size + sets.notDone.size, plan.length);
      }),
    );
  });
});
