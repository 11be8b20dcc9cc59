/**
 * What a submitter and the hosts of a queue say to each other. A task travels as a key that the host
 * looks up in a table of its own; neither code nor the path of a module is ever taken from Redis.
 *
 *     submitter                     Redis                        host
 *        │ job: key, arguments ────▶ queue ──────────────────────▶ │ runs it in a pool of its own
 *        │ ◀──────────────────────── stream of events ◀─── result, │ or failure
 *        │ hello, stop ────────────▶ channel ────────────────────▶ │
 *        │ ◀──────────────────────── channel ◀──────── what it is, │ that it leaves
 */

/** Grows when either side could no longer read what the other sends. */
export const PROTOCOL = 1;

export const DEFAULT_CONNECTION = 'redis://127.0.0.1:6379';
export const DEFAULT_QUEUE = 'loop-or-pool';

/** A host renews its hold on a job twice in this time; a job that nobody holds any longer is lost. */
export const LOCK_MS = 10_000;
/** How often hosts look for jobs that nobody holds. */
export const LOST_CHECK_MS = 5_000;
/** How long finished jobs, and values too large for them, stay in Redis. */
export const RETENTION_S = 3_600;
/** How many finished jobs stay at most. */
export const RETAINED_JOBS = 2_000;

export interface JobData {
  /** `PROTOCOL` of the submitter. */
  v: number;
  /** Encoded: the arguments of a call, or the inputs of a chunk. */
  args: string;
  isChunk?: true;
  /** It may be stopped, and how. */
  onAbort?: 'cooperate' | 'terminate';
}

export type ToHosts =
  | { kind: 'hello' }
  /** `reason` is an envelope, encoded. */
  | { kind: 'stop'; job: string; reason: string };

/** What a host says of itself. */
export interface Announcement {
  host: string;
  v: number;
  /** Jobs that it runs at a time. */
  slots: number;
  isLeaving: boolean;
}

export function channelsOf(queue: string): { toHosts: string; fromHosts: string } {
  return {
    toHosts: `loop-or-pool:${queue}:to-hosts`,
    fromHosts: `loop-or-pool:${queue}:from-hosts`,
  };
}

/** Dashboards show the first line; the last one is the encoded outcome. */
export function failureText(summary: string, outcome: string): string {
  return `${summary}\n${OUTCOME_MARK}${outcome}`;
}

/** The encoded outcome in a reason that a host gave; undefined if BullMQ gave it. */
export function outcomeIn(reason: string): string | undefined {
  const at = reason.lastIndexOf(`\n${OUTCOME_MARK}`);
  return at === -1 ? undefined : reason.slice(at + 1 + OUTCOME_MARK.length);
}

const OUTCOME_MARK = 'outcome ';
