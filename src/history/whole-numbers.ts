/** Whole numbers as bytes: those of the same weight stand together, the highest first. */
export interface PackedWhole {
  form: WholeForm;
  bytes: Uint8Array;
  /** What a compression that knows how often each byte occurs makes of them; to choose between two. */
  entropyBits: number;
}

export interface WholeForm {
  count: number;
  /** Bytes of each number. */
  width: number;
  /** Each is told by how far it lies from the one before. */
  isDifference: boolean;
}

/** Of each byte that occurs. */
const TABLE_BITS = 3;

/** So that twice the difference of two is still exact. */
export const LARGEST_WHOLE = 2 ** 51;

/**
 * As they are, and as differences: which is smaller depends on what the numbers mean.
 *
 * @param numbers none farther from 0 than {@link LARGEST_WHOLE}
 */
export function packWhole(numbers: readonly number[]): [PackedWhole, PackedWhole] {
  const differences = numbers.map((number, index) => number - (numbers[index - 1] ?? 0));
  return [planesOf(numbers, false), planesOf(differences, true)];
}

export function unpackWhole({ form, bytes }: Pick<PackedWhole, 'form' | 'bytes'>): number[] {
  const { count, width, isDifference } = form;
  let before = 0;
  return Array.from({ length: count }, (_, index) => {
    let folded = 0;
    for (let plane = 0; plane < width; plane += 1) {
      folded = folded * 256 + (bytes[plane * count + index] ?? 0);
    }
    const number = unfolded(folded);
    before = isDifference ? before + number : number;
    return before;
  });
}

function planesOf(numbers: readonly number[], isDifference: boolean): PackedWhole {
  const count = numbers.length;
  const all = numbers.map(folded);
  const width = widthOf(all.reduce((most, number) => Math.max(most, number), 0));
  const planes = Array.from({ length: width }, (_, plane) => {
    const weight = 256 ** (width - 1 - plane);
    return Uint8Array.from(all, (number) => Math.floor(number / weight) % 256);
  });
  return {
    form: { count, width, isDifference },
    bytes: Buffer.concat(planes),
    entropyBits: planes.reduce((bits, plane) => bits + entropyBitsOf(plane), 0),
  };
}

/** Shannon's, and the room of a table that says how often each byte occurs. */
function entropyBitsOf(bytes: Uint8Array): number {
  const counts = new Map<number, number>();
  for (const byte of bytes) counts.set(byte, (counts.get(byte) ?? 0) + 1);
  let bits = counts.size * TABLE_BITS;
  for (const count of counts.values()) bits -= count * Math.log2(count / bytes.length);
  return bits;
}

/** 0, -1, 1, -2, 2 as 0, 1, 2, 3, 4: so that small ones of either sign have zeros for high bytes. */
function folded(number: number): number {
  return number < 0 ? -2 * number - 1 : 2 * number;
}

function unfolded(number: number): number {
  return number % 2 === 1 ? -(number + 1) / 2 : number / 2;
}

function widthOf(largest: number): number {
  let width = 1;
  while (256 ** width <= largest) width += 1;
  return width;
}
