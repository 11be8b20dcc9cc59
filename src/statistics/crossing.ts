export interface Point {
  x: number;
  y: number;
}

/**
 * Where a line of points crosses zero, by linear interpolation; null if it does not.
 *
 * Noise lets a line that touches zero cross it several times. Then the crossing counts that best parts
 * the positive from the negative points: the one with the largest sum of weights on one side minus the
 * other.
 *
 * @param line by ascending x
 * @param weights how much each point speaks for its side, with the sign of its y. Default: y itself.
 */
export function zeroCrossing(
  line: readonly Point[],
  weights: readonly number[] = line.map(({ y }) => y),
): number | null {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  let before = 0;
  let best: { x: number; parting: number } | null = null;
  for (const [i, point] of line.entries()) {
    const next = line[i + 1];
    before += weights[i] ?? 0;
    if (!next || Math.sign(point.y) === Math.sign(next.y)) continue;
    const parting = Math.abs(2 * before - total);
    if (best && parting <= best.parting) continue;
    const share = point.y / (point.y - next.y);
    best = { x: point.x + share * (next.x - point.x), parting };
  }
  return best && best.x;
}

/** Whether the line has points on either side of zero that are farther off than the margin. */
export function isOnBothSides(line: readonly Point[], margin: number): boolean {
  return line.some(({ y }) => y > margin) && line.some(({ y }) => y < -margin);
}
