/** What the measured costs of a job let so many hosts do, at a load that leaves them some air. */
import { meanWait } from './erlang-c.js';

/** CPU time per job, in ms, and Redis's for each host that only waits, in ms per second. */
export interface JobCosts {
  redisMs: number;
  submitterMs: number;
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
  tasksPerSecond: number;
  /** Of the one thread on which Redis runs commands; above 1 the fleet cannot be kept busy. */
  redisUtilization: number;
  /** Each with a queue and its share of the hosts, so that none is busier than `BUSY_ENOUGH`. */
  redises: number;
  /** Tasks in a job so that a single Redis is enough; Infinity where the hosts' waiting alone is too much. */
  tasksPerJob: number;
  /** Processes that submit, each busy for no more than `BUSY_ENOUGH` of its time. */
  submitters: number;
  /** Mean time for which a job of one task waits for a slot, and in Redis, in ms. */
  slotWaitMs: number;
  redisWaitMs: number;
}

/** Beyond it waits grow steeply: at 0.7 a task waits 2.3 times as long as it is served, at 0.9 9 times. */
const BUSY_ENOUGH = 0.7;

export function outlookOf(costs: JobCosts, fleet: Fleet): Outlook {
  const { hosts, slots, taskMs, utilization } = fleet;
  const servers = hosts * slots;
  const tasksPerSecond = (utilization * servers * 1000) / taskMs;
  const waiting = (hosts * costs.redisIdleMsPerHostSecond) / 1000;
  const working = (tasksPerSecond * costs.redisMs) / 1000;
  const redises = Math.ceil((waiting + working) / BUSY_ENOUGH);
  const room = BUSY_ENOUGH - waiting;
  return {
    tasksPerSecond,
    redisUtilization: waiting + working,
    redises,
    tasksPerJob: room > 0 ? Math.max(1, Math.ceil(working / room)) : Infinity,
    submitters: Math.ceil((tasksPerSecond * costs.submitterMs) / 1000 / BUSY_ENOUGH),
    slotWaitMs: meanWait(servers, utilization, taskMs),
    redisWaitMs: meanWait(1, (waiting + working) / redises, costs.redisMs),
  };
}
