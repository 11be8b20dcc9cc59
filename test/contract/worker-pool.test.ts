import { executorContract } from './contract.js';
import { poolContract } from './pool-contract.js';
import { workerPool } from './subjects.js';

executorContract(workerPool);
poolContract(workerPool);
