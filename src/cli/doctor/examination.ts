/** Looks at this machine as it is now, and says what of it will disturb a measurement. */
import { access, constants } from 'node:fs/promises';
import { loadavg } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { readEnvironment } from '../../measure/environment.js';
import { machineTimeBetween, readMachine } from '../../measure/machine-time.js';
import { assertPicturesAvailable } from '../../report/png.js';
import { machineChecks } from '../../verdict/machine-checks.js';
import type { MachineFinding } from '../../verdict/machine-checks.js';
import { queueHere } from '../queue-here.js';
import { busiestProcesses, readProcessTimes } from './other-processes.js';
import type { BusyProcess } from './other-processes.js';

/** @param watchMs how long to watch what other programs do. */
export async function examine(watchMs: number): Promise<MachineFinding[]> {
  const environment = readEnvironment();
  const [before, timesBefore] = [readMachine(), readProcessTimes()];
  await sleep(watchMs);
  const after = readMachine();
  const { othersCpus, ...shares } = machineTimeBetween(before, after);
  const conditions = { ...shares, othersCpus: { mean: othersCpus, max: othersCpus } };
  const busiest = busiestProcesses(timesBefore, readProcessTimes(), after.atMs - before.atMs);
  return [
    ...machineChecks({ environment, conditions }),
    ...heavyProcesses(busiest),
    ...load(loadavg()[0] ?? 0, environment.cpus),
    await pictures(),
    await queue(),
    await folder(),
  ];
}

export function heavyProcesses(busiest: readonly BusyProcess[]): MachineFinding[] {
  if (busiest.length === 0) return [];
  const named = busiest.map(
    ({ name, pid, share }) => `${name} (${pid}) ${Math.round(share * 100)} %`,
  );
  return [
    {
      subject: 'heavy processes',
      text: `${named.join(', ')} of a CPU`,
      harm: {
        spoils: 'whatever has to share its CPU with them',
        advice: 'end or pause them while you measure',
      },
    },
  ];
}

/** The average of the last minute: zero on Windows, which has none. */
export function load(average: number, cpus: number): MachineFinding[] {
  if (average === 0) return [];
  return [
    {
      subject: 'load',
      text: `${average.toFixed(1)} programs ran or waited, on average of the last minute`,
      harm:
        average < cpus / 2
          ? null
          : {
              spoils: 'the first rounds, if what ran has not ended',
              advice: 'wait a minute, and look for what keeps running',
            },
    },
  ];
}

async function pictures(): Promise<MachineFinding> {
  const problem = await problemOf(assertPicturesAvailable);
  return {
    subject: 'charts as PNG',
    text: problem ?? 'can be drawn',
    harm:
      problem === null
        ? null
        : {
            spoils: 'PNG files alone',
            advice:
              'install again without --omit=optional, on a platform that @napi-rs/canvas is built for',
          },
  };
}

async function queue(): Promise<MachineFinding> {
  const { redis, problem } = await queueHere();
  return {
    subject: 'queue',
    text: problem ?? `can be measured ${redis}`,
    harm:
      problem === null
        ? null
        : {
            spoils: 'models on a queue alone',
            advice: 'install redis-server, or name a Redis in REDIS_URL',
          },
  };
}

async function folder(): Promise<MachineFinding> {
  const problem = await problemOf(() => access('.', constants.W_OK));
  return {
    subject: 'reports',
    text: problem ?? 'can be written below this folder',
    harm:
      problem === null
        ? null
        : { spoils: 'nothing is kept', advice: 'another folder, or --out DIR' },
  };
}

async function problemOf(attempt: () => Promise<unknown>): Promise<string | null> {
  try {
    await attempt();
    return null;
  } catch (error) {
    return (error instanceof Error ? error.message : String(error)).split('\n', 1)[0] ?? null;
  }
}
