/** Gives back the bytes it gets. */
import { portable } from 'loop-or-pool/task';

export const giveBack = portable(import.meta.url, function giveBack(bytes: Uint8Array) {
  return bytes;
});
