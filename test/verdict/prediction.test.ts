import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fc } from '../fast-check.js';
import { boundAt } from '../../src/verdict/law.js';
import { predictSpeedUp, type Option } from '../../src/verdict/prediction.js';

const machine = { cpus: 2, uvThreads: 4 };
const waits = { taskMs: 20, loopShare: 0.02, cpuShare: 0.02 };
const computes = { taskMs: 20, loopShare: 1, cpuShare: 1 };
const computesOffLoop = { taskMs: 20, loopShare: 0.02, cpuShare: 1.02 };

test('waits overlap as far as slots and the loop permit, and queue a little near both', () => {
  const few = predictSpeedUp(option({ concurrency: 20 }), waits, machine);
  const many = predictSpeedUp(option({ concurrency: 64, tasks: 64 }), waits, machine);
  assert.ok(few > 19 && few < 20, `${few}`);
  assert.ok(many > 40 && many < 50, `${many}`);
});

test('computing gains by workers, not by tasks in flight', () => {
  assert.equal(predictSpeedUp(option({ concurrency: 20 }), computes, machine), 1);
  assert.equal(predictSpeedUp(option({ workers: 2 }), computes, machine), 2);
});

test('a batch that ends unevenly gains less', () => {
  assert.equal(
    predictSpeedUp(option({ concurrency: 8 }), waits, machine).toFixed(6),
    (20 / 3).toFixed(6),
  );
});

test('handing over costs each task its share', () => {
  const slow = option({ workers: 2, dispatchMs: 10 });
  assert.equal(predictSpeedUp(slow, computes, machine), 1);
});

test("threads share libuv's pool, processes have one each", () => {
  const large = { cpus: 16, uvThreads: 4 };
  const threads = option({ workers: 16, tasks: 64 });
  assert.equal(predictSpeedUp(threads, computesOffLoop, large), 4);
  const processes = predictSpeedUp({ ...threads, ownsLibuvPool: true }, computesOffLoop, large);
  assert.equal(processes.toFixed(6), (16 / 1.02).toFixed(6));
});

test('no prediction is above the bound of the law', () => {
  const share = fc.double({ min: 0.001, max: 1, noNaN: true });
  const count = fc.integer({ min: 1, max: 100 });
  fc.assert(
    fc.property(
      fc.record({ loopShare: share, cpuShare: share }),
      fc.record({ workers: count, concurrency: count, tasks: count }),
      fc.double({ min: 0, max: 100, noNaN: true }),
      (shares, place, dispatchMs) => {
        const predicted = predictSpeedUp(
          option({ ...place, dispatchMs }),
          { taskMs: 5, ...shares },
          machine,
        );
        assert.ok(predicted <= boundAt(place, shares, machine.cpus).value * (1 + 1e-12));
      },
    ),
  );
});

function option(given: Partial<Option>): Option {
  return { workers: 1, concurrency: 1, tasks: 20, dispatchMs: 0, ownsLibuvPool: false, ...given };
}
