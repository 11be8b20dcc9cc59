/** Facts about a machine -> what of them will disturb a measurement, and what to do about it. */
import { byteSize, percent, significant } from '../../report/units.js';
import type { MachineFacts } from './machine-facts.js';

export interface Finding {
  subject: string;
  text: string;
  /** What to try; null where all is well. */
  advice: string | null;
}

type Check = (facts: MachineFacts) => Finding | null;

const mebibyte = 2 ** 20;
/** Shares of the CPUs from which on others are felt in the figures. */
const disturbing = { busy: 0.1, steal: 0.01, throttled: 0.01 };
/** The largest suites keep a dozen processes of 50 to 100 MB alive. */
const leastFreeBytes = 1024 * mebibyte;
const coarseTimerNs = 10_000;

/** In the order in which they matter. */
export function diagnose(facts: MachineFacts): Finding[] {
  const checks = [cpus, load, steal, quota, governor, memory, timer, options, pictures, folder];
  return checks.map((check: Check) => check(facts)).filter((finding) => finding !== null);
}

const cpus: Check = ({ cpus, machineCpus, node }) => ({
  subject: 'CPUs',
  text: `${cpus} available of ${machineCpus}, Node ${node}`,
  advice: cpus > 1 ? null : 'no pool of threads or processes can gain anything on one CPU',
});

const load: Check = ({ busyCpus, cpus }) => ({
  subject: 'other programs',
  text: `keep ${significant(busyCpus, 2)} CPUs busy`,
  advice:
    busyCpus < disturbing.busy * cpus
      ? null
      : 'close them: they slow parallel models most, and widen every interval',
});

const steal: Check = ({ stealShare }) =>
  stealShare === null
    ? null
    : {
        subject: 'other machines',
        text: `took ${percent(stealShare)} of the CPU time of this virtual machine`,
        advice:
          stealShare < disturbing.steal
            ? null
            : 'measure at a quieter hour, or with --rigorous: the neighbours show in the figures',
      };

const quota: Check = ({ cpuQuota, throttledShare }) => {
  if (cpuQuota === null) return null;
  const stops =
    throttledShare === null ? '' : `, used up in ${percent(throttledShare)} of its periods`;
  const isFelt = !Number.isInteger(cpuQuota) || (throttledShare ?? 0) > disturbing.throttled;
  return {
    subject: 'CPU quota',
    text: `${significant(cpuQuota, 2)} CPUs${stops}`,
    advice: isFelt
      ? 'give the container whole CPUs: a used-up quota stops everything for up to 100 ms'
      : null,
  };
};

const governor: Check = ({ governor }) =>
  governor === null
    ? null
    : {
        subject: 'frequency governor',
        text: governor,
        advice:
          governor === 'performance'
            ? null
            : 'cpupower frequency-set --governor performance (as root)',
      };

const memory: Check = ({ freeMemoryBytes }) => ({
  subject: 'free memory',
  text: byteSize(freeMemoryBytes),
  advice:
    freeMemoryBytes >= leastFreeBytes ? null : 'free some: a machine that swaps measures its disk',
});

const timer: Check = ({ timerResolutionNs }) => ({
  subject: 'timer resolution',
  text: `${significant(timerResolutionNs, 2)} ns`,
  advice:
    timerResolutionNs < coarseTimerNs
      ? null
      : 'short batches are repeated until the timer can tell',
});

const options: Check = ({ nodeOptions }) =>
  nodeOptions === null
    ? null
    : {
        subject: 'NODE_OPTIONS',
        text: nodeOptions,
        advice: 'unset it, unless it is meant: every measured process inherits it',
      };

const pictures: Check = ({ problems }) => ({
  subject: 'charts as PNG',
  text: problems.pictures ?? 'can be drawn',
  advice:
    problems.pictures === null ? null : 'npm install chartjs-node-canvas; all else works without',
});

const folder: Check = ({ problems }) => ({
  subject: 'reports',
  text: problems.folder ?? 'can be written below this folder',
  advice: problems.folder === null ? null : 'another folder, or --out DIR',
});
