/**
 * The coefficients that bring the weighted sum of columns nearest to the values in the sense of least
 * squares: the normal equations, solved by elimination with pivots on columns scaled to 1. Meant for a
 * handful of columns.
 *
 * @param columns one array a coefficient, each as long as the values
 * @param weights of the squared errors
 * @returns null where the columns do not determine the coefficients
 */
export function leastSquares(
  columns: readonly (readonly number[])[],
  values: readonly number[],
  weights: readonly number[],
): number[] | null {
  const scales = columns.map((column) => Math.max(...column.map(Math.abs)) || 1);
  const scaled = columns.map((column, i) => column.map((value) => value / (scales[i] ?? 1)));
  const inner = (a: readonly number[], b: readonly number[]) =>
    a.reduce((total, value, row) => total + value * (b[row] ?? NaN) * (weights[row] ?? NaN), 0);
  const system = scaled.map((column) => [
    ...scaled.map((other) => inner(column, other)),
    inner(column, values),
  ]);
  const solution = solved(system);
  return solution && solution.map((value, i) => value / (scales[i] ?? 1));
}

/** Gauss's elimination on rows of coefficients followed by the right-hand side. */
function solved(rows: number[][]): number[] | null {
  const size = rows.length;
  for (let column = 0; column < size; column++) {
    const rest = rows
      .slice(column)
      .sort((a, b) => Math.abs(at(b, column)) - Math.abs(at(a, column)));
    rows.splice(column, rest.length, ...rest);
    const [pivotRow = []] = rest;
    const pivot = at(pivotRow, column);
    if (!(Math.abs(pivot) > 1e-12 * Math.abs(at(rows[0] ?? [], 0)))) return null;
    for (const [i, row] of rows.entries()) {
      const factor = i === column ? 0 : at(row, column) / pivot;
      if (factor !== 0) rows[i] = row.map((value, j) => value - factor * at(pivotRow, j));
    }
  }
  return rows.map((row, i) => at(row, size) / at(row, i));
}

function at(row: readonly number[], column: number): number {
  return row[column] ?? NaN;
}
