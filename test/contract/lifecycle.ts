/** An executor gives back all it took, and lives exactly as long as its work. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { describe, it } from 'node:test';
import { wait } from '../../src/index.js';
import { hold } from '../fixtures/tasks/gated.js';
import {
  countArguments,
  makeObject,
  makeObjectFrom,
  square,
  squareLater,
  throwError,
} from '../fixtures/tasks/plain.js';
import { Gate } from './gate.js';
import { collect, errorOf, range } from './outcome.js';
import { runProgram, startProgram } from './programs/run-program.js';
import { eventually, excess, isGone, resources, threadCount } from './resources.js';
import type { Subject } from './subjects.js';

export function lifecycleContract(subject: Subject): void {
  describe(`${subject.name}: what is left behind`, () => {
    /** Uses a fresh executor, then compares with what there was before. */
    async function assertLeavesNothing(use: () => Promise<void>): Promise<void> {
      await use(); // what is loaded once per process stays
      const before = resources();
      await use();
      const left = await eventually(
        () => excess(resources(), before),
        (names) => names.length === 0,
      );
      assert.deepEqual(left, []);
    }

    it('is nothing after an executor that ran nothing', async () => {
      await assertLeavesNothing(() => subject.open().shutdown());
    });

    it('is nothing after work', async () => {
      await assertLeavesNothing(async () => {
        const executor = subject.open();
        await wait(range(5).map((n) => executor.submit(squareLater, n)));
        await executor.shutdown();
      });
    });

    it('is nothing after failures, cancellations and closed maps', async () => {
      await assertLeavesNothing(async () => {
        await using gate = await Gate.open();
        const executor = subject.open();
        await errorOf(executor.submit(throwError, 'x'));
        const first = executor.submit(hold, gate.port, 'first');
        executor.submit(square, 1).cancel();
        for (const timeout of [0, 1]) {
          await executor
            .map(square, [1, 2], { timeout })
            .next()
            .catch(() => undefined);
        }
        gate.releaseAll();
        await first.result();
        await executor.shutdown();
      });
    });

    it('is nothing after shutdown with wait: false, once the work has ended', async () => {
      await assertLeavesNothing(async () => {
        const executor = subject.open();
        const future = executor.submit(squareLater, 3);
        await executor.shutdown({ wait: false });
        await future.result();
      });
    });

    it('is no thread', async () => {
      const use = async (): Promise<void> => {
        await using executor = subject.open();
        await executor.submit(square, 1).result();
      };
      await use();
      const before = threadCount();
      if (before === undefined) return; // only Linux tells
      await use();
      await use();
      const after = await eventually(threadCount, (threads) => (threads ?? 0) <= before);
      assert.ok((after ?? 0) <= before, `${before} threads became ${after}`);
    });

    it('is no result: a delivered value can be collected', async () => {
      const collectGarbage = globalThis.gc;
      assert.ok(collectGarbage, 'run with --expose-gc');
      await using executor = subject.open();
      const reference = await (async () => {
        const value = await executor.submit(makeObject).result();
        return new WeakRef(value);
      })();
      const isCollected = await eventually(
        () => {
          collectGarbage();
          return reference.deref() === undefined;
        },
        (collected) => collected,
      );
      assert.ok(isCollected);
    });

    it('is no argument: it can be collected once the task has ended, its future kept', async () => {
      const collectGarbage = globalThis.gc;
      assert.ok(collectGarbage, 'run with --expose-gc');
      await using executor = subject.open();
      const { future, reference } = (() => {
        const argument = { large: true };
        return {
          future: executor.submit(countArguments, argument),
          reference: new WeakRef(argument),
        };
      })();
      assert.equal(await future.result(), 1);
      const isCollected = await eventually(
        () => {
          collectGarbage();
          return reference.deref() === undefined;
        },
        (collected) => collected,
      );
      assert.ok(isCollected);
      assert.equal(await future.result(), 1);
    });

    it('is no result of a map that was taken from it', async () => {
      const collectGarbage = globalThis.gc;
      assert.ok(collectGarbage, 'run with --expose-gc');
      await using executor = subject.open();
      const results = executor.map(makeObjectFrom, range(10));
      const reference = await (async () => {
        const { value } = (await results.next()) as { value: object };
        return new WeakRef(value);
      })();
      const isCollected = await eventually(
        () => {
          collectGarbage();
          return reference.deref() === undefined;
        },
        (collected) => collected,
      );
      assert.ok(isCollected);
      assert.equal((await collect(results)).length, 9);
    });
  });

  describe(`${subject.name}: the end of the process`, () => {
    it('waits for submitted work', async () => {
      const { code, stdout, stderr } = await runProgram('exit-with-work', subject.name);
      assert.deepEqual({ code, stdout, stderr }, { code: 0, stdout: '4 9 ', stderr: '' });
    });

    it('waits for submitted work after shutdown with wait: false', async () => {
      const { code, stdout, stderr } = await runProgram('exit-with-work', subject.name, 'no-wait');
      assert.deepEqual({ code, stdout, stderr }, { code: 0, stdout: '4 9 ', stderr: '' });
    });

    it('waits for running work only after shutdown with cancelFutures', async () => {
      const { code, stdout, stderr } = await runProgram('exit-with-work', subject.name, 'cancel');
      assert.equal(code, 0);
      assert.match(stdout, /^<Future #\d+ state=cancelled> 4 $/);
      assert.equal(stderr, '');
    });

    it('is not held up by an idle executor that nobody closed', async () => {
      const { code, stdout, stderr } = await runProgram('exit-idle', subject.name);
      assert.deepEqual({ code, stdout, stderr }, { code: 0, stdout: '9', stderr: '' });
    });

    it('refuses to submit in an exit handler', async () => {
      const { code, stdout } = await runProgram('submit-at-exit', subject.name);
      assert.deepEqual({ code, stdout }, { code: 0, stdout: 'ExecutorShutdownError' });
    });

    if (subject.isRemote && subject.hasOwnWorkers) {
      for (const how of ['SIGKILL', 'SIGTERM', 'throw', 'exit'] as const) {
        it(`leaves no worker behind when it comes by ${how}`, async () => {
          await using gate = await Gate.open();
          const args = [subject.name, String(gate.port), how];
          const program = startProgram('hold-children', ...args);
          const lines = createInterface(program.stdout);
          const ended = once(program, 'exit');
          const [line] = (await once(lines, 'line')) as [string];
          if (how === 'SIGKILL' || how === 'SIGTERM') {
            await gate.arrived('held');
            program.kill(how);
          }
          await ended;
          assert.ok(await isGone(Number(line)), `worker ${line} is still there`);
          await gate.isEmpty();
        });
      }
    }
  });
}
