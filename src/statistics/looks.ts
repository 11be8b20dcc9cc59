/** When a growing sample is looked at, and at which level, so that peeking costs no error rate. */
export interface Looks {
  /** Sizes of the sample, ascending. */
  at: readonly number[];
  /** Level of each single look. */
  alpha: number;
}

/** All seven together err in 1 % of comparisons without a difference (scripts/calibrate-looks.ts). */
export const FULL_LOOKS: Looks = { at: [8, 12, 18, 27, 40, 60, 90], alpha: 0.0018 };

/**
 * For a screening whose suspects are measured again: all seven together err in 3 %, and the second
 * measurement keeps the rate of what is told.
 */
export const SCREENING_LOOKS: Looks = { at: FULL_LOOKS.at, alpha: 0.006 };

/**
 * For measuring a suspect again: all five together err in 1 %, in the direction of the first finding.
 * The other direction confirms nothing, so the level of the two-sided test is that of 2 %.
 */
export const CONFIRMING_LOOKS: Looks = { at: [8, 12, 18, 27, 40], alpha: 0.0054 };

/** The level of the confirming looks, shared among all that are measured again. */
export function confirmingLooks(suspects: number): Looks {
  return { ...CONFIRMING_LOOKS, alpha: CONFIRMING_LOOKS.alpha / Math.max(1, suspects) };
}
