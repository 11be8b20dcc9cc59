import { executorContract } from './contract.js';
import { asyncPool } from './subjects.js';

executorContract(asyncPool);
