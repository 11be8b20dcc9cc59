/** What the measured costs of a job let so many hosts do, at a load that leaves them some air. */
import { meanWait } from './erlang-c.js';

/** CPU time per job, in ms, and Redis's for each host that only waits, in ms per second. */
export interface JobCosts {
  redisMs: number;
  submitterMs: number;
  hostMs: number;
  redisIdleMsPerHostSecond: number;
}

export interface Fleet {
  hosts: number;
  /** Tasks in flight on each host. */
  slots: number;
  taskMs: number;
  /** Share of their time for which the slots are to be busy. */
  utilization: number;
}

export interface Outlook {
  jobsPerSecond: number;
  /** Of the one thread on which Redis runs commands; above 1 the fleet cannot be kept busy. */
  redisUtilization: number;
  /** Processes that submit, each busy for no more than `BUSY_ENOUGH` of its time. */
  submitters: number;
  /** Tasks in a job so that Redis stays below `BUSY_ENOUGH`. */
  tasksPerJob: number;
  /** Mean time for which a job waits for a slot, and in Redis, in ms; at `tasksPerJob`. */
  slotWaitMs: number;
  redisWaitMs: number;
}

/** Beyond it waits grow steeply: at 0.7 a task waits 2.3 times as long as it is served, at 0.9 9 times. */
const BUSY_ENOUGH = 0.7;

export function outlookOf(costs: JobCosts, fleet: Fleet): Outlook {
  const { hosts, slots, taskMs, utilization } = fleet;
  const servers = hosts * slots;
  const tasksPerSecond = (utilization * servers * 1000) / taskMs;
  const idle = (hosts * costs.redisIdleMsPerHostSecond) / 1000;
  const redisUtilization = idle + (tasksPerSecond * costs.redisMs) / 1000;
  const room = Math.max(0, BUSY_ENOUGH - idle);
  const tasksPerJob = Math.max(1, Math.ceil((redisUtilization - idle) / room));
  const jobsPerSecond = tasksPerSecond / tasksPerJob;
  const redisBusy = idle + (jobsPerSecond * costs.redisMs) / 1000;
  return {
    jobsPerSecond,
    redisUtilization,
    submitters: Math.ceil((jobsPerSecond * costs.submitterMs) / 1000 / BUSY_ENOUGH),
    tasksPerJob,
    slotWaitMs: meanWait(servers, utilization, taskMs * tasksPerJob),
    redisWaitMs: meanWait(1, redisBusy, costs.redisMs),
  };
}
