import assert from 'node:assert/strict';
import { after, afterEach } from 'node:test';
import type { Executor } from '../../src/index.js';
import { eventually } from './resources.js';
import type { Subject } from './subjects.js';

/**
 * One executor for all cases of a `describe` block, opened by the first that asks. After each case
 * it must become idle: a case that leaves work behind has failed.
 */
export function shareExecutor(subject: Subject, slots = 1): () => Executor {
  let executor: Executor | undefined;
  afterEach(async () => {
    const unfinished = (): number => {
      const { pending = 0, running = 0 } = executor?.stats() ?? {};
      return pending + running;
    };
    const left = await eventually(unfinished, (count) => count === 0);
    assert.equal(left, 0, 'the case left work behind');
  });
  after(() => executor?.shutdown());
  return () => (executor ??= subject.open(slots));
}
