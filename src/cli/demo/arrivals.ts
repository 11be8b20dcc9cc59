import type { Output, Terminal } from '../terminal.js';

const barWidth = 10;
const saveCursor = '\x1b7';
const restoreCursor = '\x1b8';
const eraseToEndOfLine = '\x1b[K';

/**
 * Prints codes in one line as they arrive, then how many there were and how long it took. To a
 * person watching it shows a progress bar behind the last code.
 *
 * @returns milliseconds from the call to the last code
 */
export async function codesAsTheyArrive(
  codes: AsyncIterable<string>,
  expected: number,
  { out, err, isLive }: Terminal,
): Promise<number> {
  const started = performance.now();
  let arrived = 0;
  for await (const code of codes) {
    arrived++;
    out.write(`${code} `);
    if (isLive) drawBar(err, arrived, expected);
  }
  const elapsedMs = performance.now() - started;
  if (isLive) err.write(eraseToEndOfLine);
  out.write(`\n${arrived} flags downloaded in ${(elapsedMs / 1000).toFixed(2)}s\n`);
  return elapsedMs;
}

/** Leaves the cursor where it is, so that the next code overwrites the bar. */
function drawBar(output: Output, done: number, expected: number): void {
  const filled = Math.round((barWidth * done) / expected);
  const bar = '#'.repeat(filled).padEnd(barWidth, '-');
  output.write(`${saveCursor}[${bar}] ${done}/${expected}${eraseToEndOfLine}${restoreCursor}`);
}
