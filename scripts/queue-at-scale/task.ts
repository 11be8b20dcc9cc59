import { portable } from '../../src/index.js';

export const trivial = portable(import.meta.url, (n: number): number => n, 'trivial');
