/** Starts a Redis, tells its URL, and waits to be killed. */
import { startRedisServer } from '../../src/measure/redis-server.js';

const { connection } = await startRedisServer(process.argv[2] ?? '');
process.send?.(connection);
