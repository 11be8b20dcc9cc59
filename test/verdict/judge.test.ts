import assert from 'node:assert/strict';
import { test } from 'node:test';
import { judge } from '../../src/verdict/judge.js';
import { buildRecord } from './build-record.js';

test('the same record is judged the same way each time', () => {
  const record = buildRecord({
    workloads: [{ loopShare: 1, cpuShare: 1, models: { 'event-loop': 1, 'worker-pool:2': 1.9 } }],
  });
  assert.deepEqual(judge(record), judge(structuredClone(record)));
});
