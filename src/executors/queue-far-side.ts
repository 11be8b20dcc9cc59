/**
 * Where the files lie that hosts and their pools load. Seen from here and from the bundle of the
 * package's root, which both lie one folder below src, that is the same.
 */
import { fileURLToPath } from 'node:url';

/** What a host runs that an executor has started. */
export const HOST_ENTRY = fileURLToPath(
  new URL('../executors/remote/queue-host-entry.js', import.meta.url),
);

/** The module of the task that runs a job in a host's pool. */
export const HOST_JOB_URL = new URL('../executors/remote/queue-host-job.js', import.meta.url).href;
