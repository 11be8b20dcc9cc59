import { defineCommand } from './command.js';
import { exitCodes } from './exit-codes.js';
import { asText, valueFlag } from './flags.js';
import { queuePlace } from './queue-place.js';
import type { Output } from './terminal.js';

const DEFAULT_HOST_MODEL = 'worker-pool:cpus';
/** How often the health is printed, if it has changed. */
const HEALTH_MS = 10_000;

export const worker = defineCommand({
  usage: 'worker',
  describe: 'run jobs of a queue on this machine, until SIGTERM or Ctrl-C',
  positionals: {},
  flags: {
    connection: valueFlag('URL', 'the Redis (REDIS_URL, or redis://127.0.0.1:6379)', asText),
    queue: valueFlag('NAME', 'the queue to serve (loop-or-pool)', asText),
    model: valueFlag('MODEL', 'what runs the jobs (worker-pool:cpus)', asText),
    workloads: valueFlag('DIR', 'workload files to serve beside those built in', asText),
  },
  examples: [
    ['$0 worker --model worker-pool:2', 'the built-in workloads, in two threads'],
    [
      '$0 worker --connection rediss://:password@host:6380 --workloads ./work',
      'your own, over TLS',
    ],
  ],
  async run({ flags: { connection, queue, model = DEFAULT_HOST_MODEL, workloads } }, { err }) {
    // First of all: whoever sees that it is up may stop it at once.
    const stopped = untilStopped();
    const place = await queuePlace({ connection, queue });
    const { QueueHost } = await import('../executors/remote/queue-host.js');
    const { workloadTasks } = await import('./worker/workload-tasks.js');
    const { names, tasks } = await workloadTasks(workloads, model);
    const host = new QueueHost({
      ...place,
      model,
      tasks,
    });
    await host.ready();
    err.write(`${host.name}: serves ${names.join(', ')}\n`);
    const stopReporting = reportHealth(() => healthText(host.health()), err);
    await stopped;
    err.write('finishing what has begun; takes no more jobs\n');
    await host.close();
    stopReporting();
    err.write(`${healthText(host.health())}\n`);
    return exitCodes.done;
  },
});

/** Prints what has changed, and the first state at once. Returns how to stop. */
function reportHealth(read: () => string, err: Output): () => void {
  let last = '';
  const report = () => {
    const text = read();
    if (text !== last) err.write(`${text}\n`);
    last = text;
  };
  report();
  const timer = setInterval(report, HEALTH_MS);
  return () => clearInterval(timer);
}

function healthText(health: {
  state: string;
  slots: number;
  running: number;
  finished: number;
  failed: number;
}): string {
  const { state, slots, running, finished, failed } = health;
  return `${state}: ${running} of ${slots} slots busy, ${finished} jobs done, ${failed} failed`;
}

function untilStopped(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => resolve());
  });
}
