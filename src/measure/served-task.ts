/**
 * What hosts of a queue serve to runs, beside the workloads themselves: each workload's `run` with its
 * times and the host that ran it. A run asks for it by the workload's name alone; which module that is,
 * and how the host is called, stands in the host's own table, as a part of this module's URL.
 */
import { hostname } from 'node:os';
import { portable } from '../executors/portable.js';
import { hostLabel } from './host-label.js';
import { timedTask } from './timed-task.js';
import type { TimedInput, TimedOutput } from './timed-task.js';

type ServedTask = (input: unknown) => TimedOutput | Promise<TimedOutput>;

const own = new URL(import.meta.url);

/** Of the workload and host that stand in this module's URL. */
export const timedRun = runOf(own.searchParams);

/** By which name a run asks for a workload. */
export function servedName(workload: string): string {
  return `timed ${workload}`;
}

/** The function as the submitter names it; only hosts can run it. */
export function servedTask(workload: string): ServedTask {
  const notHere = () => {
    throw new Error(`the workload ${workload} is run by the hosts of the queue`);
  };
  return portable(import.meta.url, notHere, servedName(workload));
}

/** @param model of the host that serves it. */
export function taskToServe(workloadUrl: string, model: string): ServedTask {
  const host = hostLabel({ machine: hostname(), pid: process.pid, model });
  const url = new URL(own.pathname, own);
  url.search = new URLSearchParams({ workload: workloadUrl, host }).toString();
  return portable(url.href, runOf(url.searchParams), 'timedRun');
}

function runOf(of: URLSearchParams): ServedTask {
  const [workloadUrl, host] = [of.get('workload') ?? '', of.get('host') ?? ''];
  const signed = ([output, startedMs, finishedMs, lane]: TimedOutput): TimedOutput => {
    return [output, startedMs, finishedMs, lane, host];
  };
  return (input) => {
    const work: TimedInput = [workloadUrl, input];
    const result = timedTask(work);
    return result instanceof Promise ? result.then(signed) : signed(result);
  };
}
