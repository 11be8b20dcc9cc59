/**
 * Durations counted in buckets: as much memory for a million of them as for ten.
 *
 * Log-linear, after Gil Tene's HdrHistogram: each octave of nanoseconds is cut into 64 buckets of
 * equal width, so that a bucket's middle differs from what was counted in it by at most 1/128.
 * Below 128 ns every nanosecond has a bucket of its own.
 */
const BUCKETS_PER_OCTAVE = 64;
const NS_PER_MS = 1e6;
/** About 104 days. */
const LARGEST_NS = Number.MAX_SAFE_INTEGER;
const BUCKETS = bucketOf(LARGEST_NS) + 1;
/** Of fewer values beyond it, a percentile says more about them than about the work. */
const LEAST_BEYOND = 10;

export class Histogram {
  readonly #counts = new Float64Array(BUCKETS);
  #count = 0;
  #longestMs = -Infinity;

  /** Durations counted so far. */
  get count(): number {
    return this.#count;
  }

  /** Exact, unless it comes from pairs; -Infinity of nothing. */
  get longestMs(): number {
    return this.#longestMs;
  }

  /** In ms, as exact as the buckets; NaN of nothing. */
  mean(): number {
    let sumMs = 0;
    this.#counts.forEach((count, bucket) => (sumMs += count === 0 ? 0 : count * middleOf(bucket)));
    return sumMs / this.#count;
  }

  /** @param ms negative ones count as 0. */
  add(ms: number): void {
    this.#addTo(bucketOf(Math.round(ms * NS_PER_MS)), 1);
    this.#longestMs = Math.max(this.#longestMs, ms, 0);
  }

  /** Counts what another one has counted. */
  merge(other: Histogram): void {
    other.#counts.forEach((count, bucket) => this.#addTo(bucket, count));
    this.#longestMs = Math.max(this.#longestMs, other.#longestMs);
  }

  /**
   * The duration in ms that a share of all does not exceed, by nearest rank; NaN of nothing.
   *
   * @param share 0 is the shortest, 1 the longest
   */
  quantile(share: number): number {
    // Rounded first: 0.9 * 10 is a little more than 9 in floating point.
    const rank = Math.max(1, Math.ceil(Number((share * this.#count).toPrecision(12))));
    let seen = 0;
    const bucket = this.#counts.findIndex((count) => (seen += count) >= rank);
    return bucket < 0 ? NaN : Math.min(this.#longestMs, middleOf(bucket));
  }

  /** The same, or null where fewer than ten lie beyond it. */
  quantileIfBacked(share: number): number | null {
    const beyond = Number((this.#count * (1 - share)).toPrecision(12));
    return beyond >= LEAST_BEYOND ? this.quantile(share) : null;
  }

  /** Every bucket in use as a pair: its distance from the one before, and its count. */
  toPairs(): number[] {
    const pairs: number[] = [];
    let previous = 0;
    this.#counts.forEach((count, bucket) => {
      if (count === 0) return;
      pairs.push(bucket - previous, count);
      previous = bucket;
    });
    return pairs;
  }

  /** @throws {RangeError} if they are no pairs of a histogram. */
  static fromPairs(pairs: readonly number[]): Histogram {
    const histogram = new Histogram();
    let bucket = 0;
    for (let index = 0; index < pairs.length; index += 2) {
      bucket += pairs[index] ?? 0;
      const count = pairs[index + 1] ?? NaN;
      if (!(bucket < BUCKETS && count > 0)) {
        throw new RangeError(`no pair of a histogram: bucket ${bucket}, count ${count}`);
      }
      histogram.#addTo(bucket, count);
      histogram.#longestMs = middleOf(bucket);
    }
    return histogram;
  }

  #addTo(bucket: number, count: number): void {
    this.#counts[bucket] = (this.#counts[bucket] ?? 0) + count;
    this.#count += count;
  }
}

/** 0 to 127 stand for themselves; from there on an octave has the next 64. */
function bucketOf(ns: number): number {
  const within = Math.min(LARGEST_NS, Math.max(0, ns));
  const octave = octaveOf(within);
  return octave * BUCKETS_PER_OCTAVE + Math.floor(within / 2 ** octave);
}

/** In ms. */
function middleOf(bucket: number): number {
  const octave = Math.max(0, Math.floor(bucket / BUCKETS_PER_OCTAVE) - 1);
  const width = 2 ** octave;
  return ((bucket - octave * BUCKETS_PER_OCTAVE) * width + (width - 1) / 2) / NS_PER_MS;
}

/** How often a whole number has to be halved until it is below 128. */
function octaveOf(ns: number): number {
  const high = Math.floor(ns / 2 ** 32);
  const bits = high > 0 ? 64 - Math.clz32(high) : 32 - Math.clz32(ns);
  return Math.max(0, bits - 7);
}
