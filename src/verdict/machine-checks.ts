/** What on a machine disturbs a measurement: what it spoils, and what to do about it. */
import type { Conditions, Environment } from '../record/run-record.js';
import { percent } from './wording.js';

export interface MachineFinding {
  subject: string;
  text: string;
  /** Null where all is well. */
  harm: { spoils: string; advice: string } | null;
}

export interface MachineFacts {
  environment: Environment;
  conditions: Conditions;
  /** Of the time in which a task on the event loop was ready to run, that in which it had no CPU. */
  starvedShare?: number | null;
}

type Check = (facts: MachineFacts) => MachineFinding | null;

/** From here on others are felt in the figures; shares of the CPUs, of time or of periods. */
const FELT = { starved: 0.01, others: 0.1, steal: 0.01, throttled: 0.01, memory: 0.01, io: 0.1 };
/** The largest suites keep a dozen processes of 50 to 100 MB alive. */
const LEAST_MEMORY_BYTES = 2 ** 30;
const COARSE_TIMER_NS = 10_000;
/** Flags with which Node runs the same code as without. */
const HARMLESS_FLAGS =
  /^--(enable-source-maps|no-warnings|disable-warning|import|require|test.*|expose-gc)$/;

/** In the order in which they matter; what this system does not tell is left out. */
export function machineChecks(facts: MachineFacts): MachineFinding[] {
  return checks.map((check) => check(facts)).filter((finding) => finding !== null);
}

/** The same as sentences, of what disturbed a run. */
export function machineWarnings(facts: MachineFacts): string[] {
  return disturbances
    .flatMap((check) => check(facts) ?? [])
    .flatMap(({ subject, text, harm }) =>
      harm ? [`${capitalized(subject)} ${text}: ${harm.spoils}. Try: ${harm.advice}.`] : [],
    );
}

const cpus: Check = ({ environment: { cpus: available, machine, node } }) => ({
  subject: 'CPUs',
  text: `${available} available${machine ? ` of ${machine.cpus}` : ''}, Node ${node}`,
  harm:
    available > 1
      ? null
      : {
          spoils: 'pools of threads or processes can gain nothing on computing',
          advice: 'give the container, or taskset, more CPUs',
        },
});

const others: Check = ({ environment, conditions: { othersCpus }, starvedShare }) => {
  const spare = Math.max(0, (environment.machine?.cpus ?? environment.cpus) - environment.cpus);
  const isSpared = typeof starvedShare === 'number' && starvedShare < FELT.starved;
  const isFelt = !isSpared && othersCpus.mean > spare + FELT.others * environment.cpus;
  const most =
    othersCpus.max > othersCpus.mean * 1.5 ? `, at times ${cpuCount(othersCpus.max)}` : '';
  return {
    subject: 'other programs',
    text: `kept ${cpuCount(othersCpus.mean)} CPUs busy${most}`,
    harm: isFelt
      ? {
          spoils: 'they slow parallel models most, and widen every interval',
          advice: 'close them and measure again',
        }
      : null,
  };
};

const steal: Check = ({ conditions: { stealShare } }) =>
  stealShare === null
    ? null
    : {
        subject: 'other machines',
        text: `took ${percent(stealShare)} of the CPU time of this virtual machine`,
        harm:
          stealShare < FELT.steal
            ? null
            : {
                spoils: 'wall times grow by what is taken, and CPU time seems to buy less',
                advice: 'measure at a quieter hour, or with --rigorous',
              },
      };

const quota: Check = ({ environment: { cpuQuota }, conditions: { throttledShare } }) => {
  if (cpuQuota === null) return null;
  const used =
    throttledShare === null ? '' : `, used up in ${percent(throttledShare)} of its periods`;
  const isFelt = !Number.isInteger(cpuQuota) || (throttledShare ?? 0) > FELT.throttled;
  return {
    subject: 'CPU quota',
    text: `${cpuCount(cpuQuota)} CPUs${used}`,
    harm: isFelt
      ? {
          spoils: 'a quota that is used up stops all threads together for up to 100 ms',
          advice: 'give the container whole CPUs, or use fewer workers',
        }
      : null,
  };
};

const pressure: Check = ({ conditions }) => {
  if (conditions.pressure === null) return null;
  const { memory, io } = conditions.pressure;
  return {
    subject: 'pressure',
    text: `some program waited for memory ${percent(memory)} of the time, for disks ${percent(io)}`,
    harm:
      memory < FELT.memory && io < FELT.io
        ? null
        : {
            spoils: 'batches measure swapping and disks besides their work',
            advice: 'free memory, stop what writes to the disk, measure again',
          },
  };
};

const governor: Check = ({ environment: { machine } }) =>
  machine?.governor == null
    ? null
    : {
        subject: 'frequency governor',
        text: machine.governor,
        harm:
          machine.governor === 'performance'
            ? null
            : {
                spoils: 'the clock follows the load: short batches look slower than long ones',
                advice: 'cpupower frequency-set --governor performance (as root)',
              },
      };

const turbo: Check = ({ environment: { machine } }) =>
  machine?.hasTurbo == null
    ? null
    : {
        subject: 'turbo',
        text: machine.hasTurbo ? 'on: one busy core is faster than several at once' : 'off',
        harm: null,
      };

const memory: Check = ({ environment: { machine } }) => {
  if (machine === undefined) return null;
  const { freeMemoryBytes, memoryLimitBytes } = machine;
  const limit = memoryLimitBytes === null ? '' : `, limited to ${gigabytes(memoryLimitBytes)}`;
  const isFew = Math.min(freeMemoryBytes, memoryLimitBytes ?? Infinity) < LEAST_MEMORY_BYTES;
  return {
    subject: 'memory',
    text: `${gigabytes(freeMemoryBytes)} free${limit}`,
    harm: isFew
      ? {
          spoils: 'V8 collects garbage more often, and a machine that swaps measures its disk',
          advice: 'free some, raise the limit, or measure fewer models at once with --models',
        }
      : null,
  };
};

const timer: Check = ({ environment: { timerResolutionNs } }) => ({
  subject: 'timer resolution',
  text: `${Math.round(timerResolutionNs)} ns`,
  harm:
    timerResolutionNs < COARSE_TIMER_NS
      ? null
      : {
          spoils: 'times of single short tasks are steps of the clock',
          advice: 'longer tasks; batches are repeated until the clock can tell them',
        },
});

const libuvThreads: Check = ({ environment: { cpus: available, uvThreadpoolSize } }) => ({
  subject: 'UV_THREADPOOL_SIZE',
  text: `${uvThreadpoolSize} threads for files, DNS, crypto and zlib`,
  harm:
    uvThreadpoolSize >= available
      ? null
      : {
          spoils: 'native work of an async pool cannot use all CPUs',
          advice: `UV_THREADPOOL_SIZE=${available}, if production will have it too`,
        },
});

const nodeFlags: Check = ({ environment: { machine } }) => {
  const flags = machine?.nodeFlags.filter((flag) => !HARMLESS_FLAGS.test(flag)) ?? [];
  if (flags.length === 0) return null;
  return {
    subject: 'Node flags',
    text: flags.join(' '),
    harm: {
      spoils: 'every measured process inherits them, and may run otherwise than in production',
      advice: 'unset NODE_OPTIONS, unless they are meant',
    },
  };
};

const inspection: Check = ({ environment: { machine } }) =>
  machine?.isDebugged
    ? {
        subject: 'debugger',
        text: 'is attached or listening',
        harm: {
          spoils: 'V8 keeps code debuggable and runs it slower',
          advice: 'start without --inspect',
        },
      }
    : null;

const disturbances: readonly Check[] = [
  ...[others, steal, quota, pressure, governor],
  ...[memory, timer, nodeFlags, inspection],
];
/** The others limit what can be gained, which a run tells of the very cells that they limit. */
const checks: readonly Check[] = [cpus, libuvThreads, ...disturbances, turbo];

function capitalized(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** `0.4`, `1.5`, `12` */
function cpuCount(cpus: number): string {
  return cpus < 10 ? String(Number(cpus.toFixed(1))) : cpus.toFixed(0);
}

function gigabytes(bytes: number): string {
  return `${(bytes / 1e9).toFixed(1)} GB`;
}
