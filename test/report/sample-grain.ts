/** A run of a grain suite: two workers, of which each needs some time beside the work of a task. */
import type { RunRecord } from '../../src/record/run-record.js';
import { judge } from '../../src/verdict/judge.js';
import type { Judgement } from '../../src/verdict/verdict.js';
import { buildRecord } from '../verdict/build-record.js';

const lengthsUs = [1, 10, 30, 100, 300, 1_000, 10_000, 100_000];
const overheadsUs = {
  'worker-pool:2': 4,
  'worker-pool:2 chunkSize=1': 40,
  'process-pool:2': 6,
  'process-pool:2 chunkSize=1': 80,
};

export function grainRun(): { record: RunRecord; judgement: Judgement } {
  const record = buildRecord({
    sweptParam: 'lengthUs',
    picture: 'grain',
    workloads: lengthsUs.map((lengthUs) => ({
      name: 'spin',
      claim: 'cpu' as const,
      params: { lengthUs },
      loopShare: 0.99,
      cpuShare: 1,
      taskMs: lengthUs / 1000,
      models: {
        'event-loop': 1,
        ...Object.fromEntries(
          Object.entries(overheadsUs).map(([model, overheadUs]) => [
            model,
            lengthUs / (lengthUs / 1.95 + overheadUs),
          ]),
        ),
      },
    })),
  });
  return { record, judgement: judge(record) };
}
