import { executorContract } from './contract.js';
import { eventLoop } from './subjects.js';

executorContract(eventLoop);
