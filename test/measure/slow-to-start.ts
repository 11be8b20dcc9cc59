/**
 * Stands for a cell process: it measures nothing, takes its time to start, and writes what happens into the
 * file that LOOP_OR_POOL_EVENTS names.
 */
import { appendFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import type { CellRequests } from '../../src/measure/cell-requests.js';
import { answerRequests } from '../../src/workload/answer-requests.js';

const note = (event: string) =>
  appendFileSync(process.env['LOOP_OR_POOL_EVENTS'] ?? '', `${event}\n`);

note('starting');
await delay(200);
note('started');
answerRequests<CellRequests>({
  opening: () => ({ startupMs: 1 }),
  loading: () => ({ idleRssBytes: 1 }),
  'warm-up': () => ({ isWarm: true }),
  async sample({ round }) {
    note('sampling');
    // Time enough for a start that goes on beside it to show.
    await delay(150);
    note('sampled');
    const sample = {
      ...{ round, wallMs: 20, repetitions: 1, cpuMs: 1, cpuSystemMs: 0, loopShare: 0 },
      ...{ peakRssBytes: 1, gcMs: 0, contextSwitches: { voluntary: 0, involuntary: 0 } },
    };
    return {
      sample,
      taskHistogram: [],
      waitHistogram: [],
      spans: [],
      outputsHash: 'same',
    } as never;
  },
  offer() {
    throw new Error('no load is offered');
  },
});
