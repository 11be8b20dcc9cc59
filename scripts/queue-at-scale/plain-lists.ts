/** What Redis can do at the most: values through a plain list, so many at a time, on this machine. */
import { Redis } from 'ioredis';

/** Values a second, pushed and popped. */
export async function plainListRate(redisUrl: string, values: number): Promise<number> {
  const [source, sink] = [new Redis(redisUrl), new Redis(redisUrl)];
  const batch = Array.from({ length: BATCH }, (_, n) => String(n));
  const key = 'plain';
  try {
    const startMs = performance.now();
    const pushing = (async () => {
      for (let n = 0; n < values; n += BATCH) await source.rpush(key, ...batch);
    })();
    for (let popped = 0; popped < values;) {
      popped += (await sink.lpop(key, BATCH))?.length ?? 0;
    }
    await pushing;
    return (values / (performance.now() - startMs)) * 1000;
  } finally {
    source.disconnect();
    sink.disconnect();
  }
}

const BATCH = 50;
