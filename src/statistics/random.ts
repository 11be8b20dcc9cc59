/** A stream of numbers in [0, 1) that its seed decides. */
export type Random = () => number;

/**
 * A stream of its own for each seed and label, so that one cell's draws do not depend on how many
 * another took.
 *
 * The generator is sfc32 (Chris Doty-Humphrey, PractRand), the hash FNV-1a.
 */
export function seededRandom(seed: number, label = ''): Random {
  let a = fnv1a(label);
  let b = seed >>> 0;
  let c = Math.floor(seed / 2 ** 32) >>> 0;
  let counter = 1;
  const next = () => {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + sum) | 0;
    return (sum >>> 0) / 2 ** 32;
  };
  // The first draws of neighbouring seeds are alike until the state has been stirred.
  for (let i = 0; i < 15; i++) next();
  return next;
}

/** A whole number from 0 to `below` - 1. */
export function randomIndex(random: Random, below: number): number {
  return Math.floor(random() * below);
}

function fnv1a(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) {
    hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  }
  return hash >>> 0;
}
