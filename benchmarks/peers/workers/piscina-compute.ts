/** For piscina. */
export { compute as default } from './compute-task.js';
