/** What `list` and `doctor` say of the queue: which Redis a run would use, or why there is none. */
export interface QueueHere {
  /** `on a Redis that the run starts (redis-server)` */
  redis: string;
  /** Why there can be no queue, or null. */
  problem: string | null;
}

export async function queueHere(): Promise<QueueHere> {
  const { findQueueSource, problemWith } = await import('../measure/queue-source.js');
  const { withoutSecrets } = await import('../executors/queue/redis.js');
  const source = await findQueueSource();
  switch (source.kind) {
    case 'none':
      return { redis: 'no Redis', problem: source.reason };
    case 'own':
      return { redis: 'on a Redis that the run starts', problem: null };
    case 'given': {
      const problem = await problemWith(source.connection);
      return { redis: `on the Redis at ${withoutSecrets(source.connection)}`, problem };
    }
  }
}
