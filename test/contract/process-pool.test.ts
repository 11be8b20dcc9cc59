import { executorContract } from './contract.js';
import { poolContract } from './pool-contract.js';
import { processPool } from './subjects.js';

executorContract(processPool);
poolContract(processPool);
