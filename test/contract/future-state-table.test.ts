import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Future, InvalidStateError, Settler, type Snapshot } from '../../src/index.js';
import {
  cancelled,
  cancelledAndNotified,
  failed,
  pending,
  running,
  succeeded,
} from './bare-futures.js';

const failure = new TypeError('no');

/** One row a state of the table in CPython's `_base.py`, one column a call. */
const states: {
  name: string;
  make: () => Settler<number>;
  shown: Future<number>['state'];
  cancels: boolean;
  stateAfterCancel: Future<number>['state'];
  isCancelled: boolean;
  isRunning: boolean;
  isDone: boolean;
  accepts: boolean;
  prefix: RegExp;
  text: RegExp;
}[] = [
  {
    name: 'pending',
    make: pending,
    shown: 'pending',
    cancels: true,
    stateAfterCancel: 'cancelled',
    isCancelled: false,
    isRunning: false,
    isDone: false,
    accepts: true,
    prefix: /^PENDING: /,
    text: /^<Future #\d+ state=pending>$/,
  },
  {
    name: 'running',
    make: running,
    shown: 'running',
    cancels: false,
    stateAfterCancel: 'running',
    isCancelled: false,
    isRunning: true,
    isDone: false,
    accepts: true,
    prefix: /^RUNNING: <Future #\d+ state=running>$/,
    text: /^<Future #\d+ state=running>$/,
  },
  {
    name: 'cancelled',
    make: cancelled,
    shown: 'cancelled',
    cancels: true,
    stateAfterCancel: 'cancelled',
    isCancelled: true,
    isRunning: false,
    isDone: true,
    accepts: false,
    prefix: /^CANCELLED: <Future #\d+ state=cancelled>$/,
    text: /^<Future #\d+ state=cancelled>$/,
  },
  {
    name: 'cancelled and notified',
    make: cancelledAndNotified,
    shown: 'cancelled',
    cancels: true,
    stateAfterCancel: 'cancelled',
    isCancelled: true,
    isRunning: false,
    isDone: true,
    accepts: false,
    prefix: /^CANCELLED_AND_NOTIFIED: <Future #\d+ state=cancelled>$/,
    text: /^<Future #\d+ state=cancelled>$/,
  },
  {
    name: 'finished with a result',
    make: () => succeeded(42),
    shown: 'finished',
    cancels: false,
    stateAfterCancel: 'finished',
    isCancelled: false,
    isRunning: false,
    isDone: true,
    accepts: false,
    prefix: /^FINISHED: <Future #\d+ state=finished returned number>$/,
    text: /^<Future #\d+ state=finished returned number>$/,
  },
  {
    name: 'finished with an error',
    make: () => failed(failure),
    shown: 'finished',
    cancels: false,
    stateAfterCancel: 'finished',
    isCancelled: false,
    isRunning: false,
    isDone: true,
    accepts: false,
    prefix: /^FINISHED: <Future #\d+ state=finished raised TypeError>$/,
    text: /^<Future #\d+ state=finished raised TypeError>$/,
  },
];

for (const state of states) {
  describe(`a bare future that is ${state.name}`, () => {
    it(`shows the state ${state.shown}`, () => {
      assert.equal(state.make().future.state, state.shown);
    });

    it(`says ${state.isDone} to done(), ${state.isRunning} to running(), ${state.isCancelled} to cancelled()`, () => {
      const { future } = state.make();
      assert.equal(future.done(), state.isDone);
      assert.equal(future.running(), state.isRunning);
      assert.equal(future.cancelled(), state.isCancelled);
    });

    it(`answers cancel() with ${state.cancels} and is then ${state.stateAfterCancel}`, () => {
      const { future } = state.make();
      assert.equal(future.cancel(), state.cancels);
      assert.equal(future.state, state.stateAfterCancel);
      assert.equal(future.cancel(), state.cancels);
    });

    it('prints itself', () => {
      assert.match(String(state.make().future), state.text);
    });

    it('shows its state in a frozen snapshot', () => {
      const snapshot: Snapshot<number> = state.make().future.snapshot();
      assert.equal(snapshot.state, state.shown);
      assert.ok(Object.isFrozen(snapshot));
    });

    if (state.accepts) {
      it('takes a result', () => {
        const settler = state.make();
        settler.setResult(7);
        assert.deepEqual(settler.future.snapshot(), { state: 'finished', value: 7 });
      });

      it('takes an error', () => {
        const settler = state.make();
        settler.setException(failure);
        assert.deepEqual(settler.future.snapshot(), { state: 'finished', error: failure });
      });
    } else {
      it('refuses a result and keeps its outcome', () => {
        const settler = state.make();
        const before = settler.future.snapshot();
        assert.throws(
          () => settler.setResult(7),
          (error) => error instanceof InvalidStateError && state.prefix.test(error.message),
        );
        assert.deepEqual(settler.future.snapshot(), before);
      });

      it('refuses an error and keeps its outcome', () => {
        const settler = state.make();
        const before = settler.future.snapshot();
        assert.throws(
          () => settler.setException(new Error('late')),
          (error) => error instanceof InvalidStateError && state.prefix.test(error.message),
        );
        assert.deepEqual(settler.future.snapshot(), before);
      });
    }
  });
}

describe('setRunningOrNotifyCancel', () => {
  it('turns pending into running and says true', () => {
    const settler = pending();
    assert.equal(settler.setRunningOrNotifyCancel(), true);
    assert.equal(settler.future.state, 'running');
  });

  it('notifies a cancelled future and says false', () => {
    const settler = cancelled();
    assert.equal(settler.setRunningOrNotifyCancel(), false);
    assert.equal(settler.future.state, 'cancelled');
  });

  for (const { name, make, prefix } of states.filter(
    ({ name }) => name !== 'pending' && name !== 'cancelled',
  )) {
    it(`refuses a future that is ${name}`, () => {
      const settler = make();
      assert.throws(
        () => settler.setRunningOrNotifyCancel(),
        (error) => error instanceof InvalidStateError && prefix.test(error.message),
      );
    });
  }
});
