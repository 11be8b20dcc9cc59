/** One contestant in a process of its own: `contestant-process.js CONTEST CONTESTANT`. */
import { contests } from './contests.js';
import { measureLiveHeap } from './live-heap.js';
import type { Answer, Request } from './protocol.js';

const [contestName = '', name = ''] = process.argv.slice(2);
const contest = await contests[contestName]?.();
const contestant = await contest?.contestants[name]?.();
if (!contest || !contestant) throw new Error(`there is no ${name} in contest ${contestName}`);

const inputs = Array.from({ length: contest.tasks }, (_, index) => index);
const expectedSum = inputs.reduce((total, input) => total + contest.resultOf(input), 0);
const unitsPerMs = contest.cost === 'us per task' ? 1000 : 1;
process.on('disconnect', () => process.exit());
process.on('message', (request: Request) => void answerTo(request).then(send));
send({ kind: 'ready' });

async function answerTo(request: Request): Promise<Answer> {
  switch (request) {
    case 'run':
      return { kind: 'ran', cost: await costOfBatch() };
    case 'measure-live-heap':
      return { kind: 'live-heap', bytes: await measureLiveHeap(inputs, runChecked) };
    case 'close':
      await contestant?.close?.();
      process.exit();
  }
}

async function costOfBatch(): Promise<number> {
  const started = performance.now();
  await runChecked(inputs);
  const wallMs = performance.now() - started;
  return contestant?.lastCost?.() ?? (wallMs * unitsPerMs) / inputs.length;
}

async function runChecked(batch: readonly number[]): Promise<number> {
  const sum = (await contestant?.runBatch(batch)) ?? NaN;
  if (sum !== expectedSum) throw new Error(`${name}: expected the sum ${expectedSum}, got ${sum}`);
  return sum;
}

function send(answer: Answer): void {
  process.send?.(answer);
}
