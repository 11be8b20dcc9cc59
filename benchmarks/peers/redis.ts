/** The Redis of the tests, for contestants: it ends with their process at the latest. */
export { redisMissing, startRedis } from '../../test/executors/queue/redis-server.js';
