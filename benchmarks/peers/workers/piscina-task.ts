/** For piscina and tinypool. */
export default function identity(input: number): number {
  return input;
}

/** For piscina driven by hand with many inputs at once. */
export function identities(inputs: number[]): number[] {
  return inputs.map(identity);
}
