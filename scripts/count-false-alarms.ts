/**
 * Counts how often the gate accuses code that has not changed: `check --base HEAD` over a project whose
 * working tree is its own HEAD, again and again, each in fresh processes.
 *
 *     node dist/scripts/count-false-alarms.js [gates: 100] [arguments of check...]
 *
 * The gate promises at most one in a hundred. Takes minutes for each gate, so it is for the night; it
 * exits with 1 if there were more false alarms than chance explains.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const main = fileURLToPath(new URL('../src/main.js', import.meta.url));
/** Three kinds of work under four models. */
const usual =
  'sleep sha256 file-read --models event-loop,async-pool:20,worker-pool:2,process-pool:2';

const [gates = '100', ...given] = process.argv.slice(2);
const project = unchangedProject();
try {
  const codes = Array.from({ length: Number(gates) }, (_, gate) => outcomeOf(gate));
  const alarms = codes.filter((code) => code === 1).length;
  const unmeasured = codes.filter((code) => code !== 0 && code !== 1).length;
  console.log(`${codes.length} gates: ${alarms} false alarms, ${unmeasured} not measured`);
  // Of a promise of 1 %, more than this is seen in less than 1 % of nights (Poisson: mean + 2.6 SD + 1).
  const expected = codes.length / 100;
  const most = Math.ceil(expected + 2.6 * Math.sqrt(expected) + 1);
  process.exitCode = alarms > most || unmeasured > 0 ? 1 : 0;
} finally {
  rmSync(project, { recursive: true, force: true });
}

function outcomeOf(gate: number): number | null {
  const args = given.length > 0 ? given : usual.split(' ');
  const { status, stdout } = spawnSync(
    process.execPath,
    [main, 'check', '--base', 'HEAD', '--seed', String(gate), ...args],
    { cwd: project, encoding: 'utf8' },
  );
  const finding = /^\d+ cells?: .*$/m.exec(stdout)?.[0] ?? 'nothing was compared';
  console.log(`gate ${gate + 1}: exit ${status}, ${finding}`);
  return status;
}

/** A repository with one commit and nothing beside it. */
function unchangedProject(): string {
  const folder = mkdtempSync(join(tmpdir(), 'loop-or-pool-unchanged-'));
  const git = (...args: string[]) => execFileSync('git', args, { cwd: folder });
  git('init', '--quiet');
  writeFileSync(join(folder, 'README.md'), 'Nothing changes here.\n');
  git('add', '--all');
  const author = ['-c', 'user.name=Nightly', '-c', 'user.email=nightly@example.org'];
  git(...author, 'commit', '--quiet', '--message', 'The only commit');
  return folder;
}
