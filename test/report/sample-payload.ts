/** A run of a payload suite: a clone costs by the byte, a transfer and a share do not. */
import type { RunRecord } from '../../src/record/run-record.js';
import { judge } from '../../src/verdict/judge.js';
import type { Judgement } from '../../src/verdict/verdict.js';
import { buildRecord } from '../verdict/build-record.js';

const amounts = [1_000, 16_000, 256_000, 4_000_000, 16_000_000];
const aloneMs = 0.002;
const costsMs = {
  clone: {
    'worker-pool:2': (bytes: number) => 0.02 + bytes / 2e6,
    'process-pool:2': (bytes: number) => 0.03 + bytes / 0.5e6,
  },
  transfer: { 'worker-pool:2': () => 0.03 },
  shared: { 'worker-pool:2': () => 0.02 },
};

export function payloadRun(): { record: RunRecord; judgement: Judgement } {
  const record = buildRecord({
    sweptParam: 'bytes',
    picture: 'payload',
    workloads: Object.entries(costsMs).flatMap(([via, models]) =>
      amounts.map((bytes) => ({
        name: 'echo',
        claim: 'cpu' as const,
        params: { via, bytes },
        loopShare: 0.99,
        cpuShare: 1,
        taskMs: aloneMs,
        models: {
          'event-loop': 1,
          ...Object.fromEntries(
            Object.entries(models).map(([model, costMs]) => [
              model,
              aloneMs / (aloneMs + costMs(bytes)),
            ]),
          ),
        },
      })),
    ),
  });
  return { record, judgement: judge(record) };
}
