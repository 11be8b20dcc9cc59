/**
 * Values that survive a structured clone, nested a few levels deep.
 *
 * Without invalid dates: for Node 20 such a date is not equal to itself, however deep it lies, so no
 * assertion can be made about it here.
 */
import { isDeepStrictEqual } from 'node:util';
import { fc } from './fast-check.js';

export const cloneable = fc
  .anything({
    withBigInt: true,
    withDate: true,
    withMap: true,
    withSet: true,
    withTypedArray: true,
    withSparseArray: true,
  })
  .filter((value) => isDeepStrictEqual(structuredClone(value), value));
