/** A project under git whose working tree may be slower in one cell, by the amount of work that is done. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface Slower {
  workload: string;
  /** Of more work in a task: 0.1. */
  share: number;
}

export interface GateProject extends Disposable {
  folder: string;
  files: string[];
  models: string[];
  /** The cell that a slow-down of this workload makes slower. */
  cellOf(workload: string): string;
  /** Changes the working tree; the commit stays as it was. */
  slowDown(slower: Slower): void;
}

/** Of each kind of work a task of some milliseconds; `more` is 1, or more where the task is slowed down. */
const bodies: Record<string, string> = {
  hash: `
const block = Buffer.alloc(100_000, 7);
function work(more) {
  const hash = createHash('sha256');
  for (let left = Math.round(40 * more); left > 0; left -= 1) hash.update(block);
  return hash.digest('hex').length;
}`,
  wait: `
async function work(more) {
  await delay(20 * more);
  return 1;
}`,
  collatz: `
function work(more) {
  let steps = 0;
  for (let i = 1; i < 20_000 * more; i += 1) {
    for (let n = i; n !== 1; n = n % 2 === 0 ? n / 2 : 3 * n + 1) steps += 1;
  }
  return Math.sign(steps);
}`,
  read: `
async function work(more) {
  for (let left = Math.round(60 * more); left > 0; left -= 1) await readFile(import.meta.filename);
  return 1;
}`,
};

/** Which workloads, under which models. The last model is the one that can be slowed down. */
const shapes = {
  small: { workloads: ['hash', 'wait'], models: ['event-loop', 'worker-pool:2'] },
  twelve: {
    workloads: Object.keys(bodies),
    models: ['event-loop', 'async-pool:20', 'worker-pool:2'],
  },
};
export type Shape = keyof typeof shapes;
export const SHAPES = Object.keys(shapes) as Shape[];

export function workloadsOf(shape: Shape): string[] {
  return shapes[shape].workloads;
}

/** Its folder is removed with it. */
export function makeProject(shape: Shape): GateProject {
  const { workloads, models } = shapes[shape];
  const folder = mkdtempSync(join(tmpdir(), 'loop-or-pool-gate-'));
  const git = (...args: string[]) => execFileSync('git', args, { cwd: folder });
  const slowDown = (slower: Slower) =>
    writeFileSync(join(folder, 'slower.mjs'), `export const slower = ${JSON.stringify(slower)};\n`);
  for (const name of workloads) writeFileSync(join(folder, `${name}.mjs`), moduleOf(name));
  slowDown({ workload: '', share: 0 });
  git('init', '--quiet');
  git('add', '--all');
  const author = ['-c', 'user.name=Gate', '-c', 'user.email=gate@example.org'];
  git(...author, 'commit', '--quiet', '--no-verify', '--message', 'The base');
  return {
    folder,
    models,
    files: workloads.map((name) => `${name}.mjs`),
    cellOf: (workload) => `${workload}/${models.at(-1)}`,
    slowDown,
    [Symbol.dispose]: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** Slower in worker threads alone, so that one cell of the workload changes and the others do not. */
function moduleOf(name: string): string {
  return `import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { isMainThread } from 'node:worker_threads';
import { defineWorkload } from 'loop-or-pool';
import { slower } from './slower.mjs';
const more = slower.workload === '${name}' && !isMainThread ? 1 + slower.share : 1;
${bodies[name]}
export default defineWorkload({
  name: '${name}',
  nature: 'mixed',
  description: 'a task of a few milliseconds',
  params: { n: 1 },
  run: () => work(more),
});
`;
}
