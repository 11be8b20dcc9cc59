/** Travels beside its job. */
export const LARGE = 'x'.repeat(40_000);
