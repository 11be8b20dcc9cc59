import { leastSquares } from './least-squares.js';

export interface ScalabilityLaw {
  /** l: the rate of one at a time, in the unit of the rates. */
  rateOfOne: number;
  /** s, 0 or more. */
  contention: number;
  /** k, 0 or more. */
  coherency: number;
}

/** X(N). */
export function rateAt({ rateOfOne, contention, coherency }: ScalabilityLaw, n: number): number {
  return (rateOfOne * n) / (1 + contention * (n - 1) + coherency * n * (n - 1));
}

/** 1/l, s/l and k/l: in these N/X is a sum, 1/l + s/l (N - 1) + k/l N (N - 1). */
type Terms = [one: number, contention: number, coherency: number];

/** A step that lessens the error by a smaller share is the last. */
const PRECISION = 1e-9;

const ALL_TERMS = [0, 1, 2];
/** What remains where the best fit has a negative term. */
const FEWER_TERMS = [[0, 1], [0, 2], [0]];

/**
 * The law with s, k >= 0 that is nearest to the rates in the sense of least squares; null where there
 * is none with a positive rate.
 */
export function fitScalability(
  concurrency: readonly number[],
  rates: readonly number[],
): ScalabilityLaw | null {
  const fit = (model: number[]) => {
    const terms = fitTerms(model, concurrency, rates);
    return terms && isPossible(terms) ? terms : null;
  };
  const error = (terms: Terms) => squaredError(terms, concurrency, rates);
  const best =
    fit(ALL_TERMS) ??
    FEWER_TERMS.map(fit)
      .filter((terms) => terms !== null)
      .sort((a, b) => error(a) - error(b))[0];
  if (!best) return null;
  const [one, contention, coherency] = best;
  return { rateOfOne: 1 / one, contention: contention / one, coherency: coherency / one };
}

function isPossible([one, contention, coherency]: Terms): boolean {
  return one > 0 && contention >= 0 && coherency >= 0;
}

/** Linear least squares on N/X gives a start, Gauss and Newton's steps lead to the least error in X. */
function fitTerms(
  model: number[],
  concurrency: readonly number[],
  rates: readonly number[],
): Terms | null {
  const inverse = concurrency.map((n, i) => n / (rates[i] ?? NaN));
  // An error in X is N / X^2 times as large in N/X.
  const weights = concurrency.map((n, i) => ((rates[i] ?? NaN) ** 2 / n) ** 2);
  let terms = spread(model, leastSquares(columnsOf(model, concurrency), inverse, weights));
  for (let step = 0; terms && step < 50; step++) {
    const next = gaussNewtonStep(terms, model, concurrency, rates);
    const error = squaredError(terms, concurrency, rates);
    if (!next || !(squaredError(next, concurrency, rates) < error * (1 - PRECISION))) break;
    terms = next;
  }
  return terms;
}

function gaussNewtonStep(
  terms: Terms,
  model: number[],
  concurrency: readonly number[],
  rates: readonly number[],
): Terms | null {
  const slopes = concurrency.map((n) => -n / inverseRate(terms, n) ** 2);
  const columns = columnsOf(model, concurrency).map((column) =>
    column.map((value, i) => value * (slopes[i] ?? NaN)),
  );
  const residuals = rates.map((rate, i) => rate - modelRate(terms, concurrency[i] ?? NaN));
  const change = spread(
    model,
    leastSquares(
      columns,
      residuals,
      rates.map(() => 1),
    ),
  );
  return change && (terms.map((term, i) => term + (change[i] ?? 0)) as Terms);
}

function columnsOf(model: number[], concurrency: readonly number[]): number[][] {
  const all = [
    concurrency.map(() => 1),
    concurrency.map((n) => n - 1),
    concurrency.map((n) => n * (n - 1)),
  ];
  return model.map((term) => all[term] ?? []);
}

/** Puts the coefficients of a model's terms in their places and 0 in the others. */
function spread(model: number[], coefficients: number[] | null): Terms | null {
  if (!coefficients) return null;
  const terms: Terms = [0, 0, 0];
  for (const [i, term] of model.entries()) terms[term] = coefficients[i] ?? NaN;
  return terms;
}

/** N/X of the law, for N tasks at once. */
function inverseRate([one, contention, coherency]: Terms, n: number): number {
  return one + contention * (n - 1) + coherency * n * (n - 1);
}

function modelRate(terms: Terms, n: number): number {
  return n / inverseRate(terms, n);
}

function squaredError(
  terms: Terms,
  concurrency: readonly number[],
  rates: readonly number[],
): number {
  return rates.reduce(
    (total, rate, i) => total + (rate - modelRate(terms, concurrency[i] ?? NaN)) ** 2,
    0,
  );
}
