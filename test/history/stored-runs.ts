/** Runs for a history, and a place to keep one. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { openHistory } from '../../src/history/database.js';
import type { History } from '../../src/history/database.js';
import type { RunRecord } from '../../src/record/run-record.js';
import { buildRecord } from '../verdict/build-record.js';

/** What tells one run from another; the rest is the same in all. */
export interface RunShape {
  id?: string;
  startedAt?: string;
  commit?: string | null;
  branch?: string | null;
  dirty?: boolean;
  fingerprint?: string;
  node?: string;
  taskMs?: number;
  seed?: number;
}

/** A run of one workload, `work`, that needs 200 ms a batch on the event loop unless told otherwise. */
export function runOf(shape: RunShape = {}): RunRecord {
  const { commit = 'c0ffee', branch = 'main', dirty = false } = shape;
  const record = buildRecord({
    workloads: [
      {
        loopShare: 1,
        cpuShare: 1,
        taskMs: shape.taskMs ?? 10,
        models: { 'event-loop': 1, 'worker-pool:2': 1.9 },
      },
    ],
    seed: shape.seed ?? 1,
  });
  return {
    ...record,
    id: shape.id ?? 'run-1',
    startedAt: shape.startedAt ?? record.startedAt,
    source: commit === null ? null : { commit, branch, dirty },
    environment: {
      ...record.environment,
      ...(shape.fingerprint !== undefined && { fingerprint: shape.fingerprint }),
      ...(shape.node !== undefined && { node: shape.node }),
    },
  };
}

/** Noon of the n-th of January. */
export function onDay(day: number): string {
  return new Date(Date.UTC(2026, 0, day, 12)).toISOString();
}

/** A path in a folder of its own, removed when the test ends. */
export function historyPath(test: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'loop-or-pool-history-'));
  test.after(() => rmSync(folder, { recursive: true, force: true }));
  return join(folder, 'history.db');
}

/** A new history, closed and removed when the test ends. */
export async function newHistory(test: TestContext): Promise<History> {
  const history = await openHistory(historyPath(test), { create: true });
  test.after(() => history.destroy());
  return history;
}
