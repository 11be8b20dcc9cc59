/**
 * Ends children that outlive this process. A child sees its channel close and exits, but not while
 * its task computes; one that computes for ever would go on for ever after this process was killed.
 * So a shell waits for the end of its input, which comes when this process is gone, however it went;
 * then it kills what is left of the children. Windows has no such shell: there a child must end itself.
 */
import type { ChildProcess } from 'node:child_process';

/** A process id may soon be that of another program: a child is known by what it runs. */
const SCRIPT = `
children=
while read -r step pid; do
  if [ "$step" = + ]; then children="$children $pid"; continue; fi
  others=
  for child in $children; do [ "$child" = "$pid" ] || others="$others $child"; done
  children=$others
done
[ -n "$children" ] || exit 0
sleep 1
for child in $children; do
  { cat "/proc/$child/cmdline" || ps -o command= -p "$child"; } 2>/dev/null |
    grep -q process-entry && kill -KILL "$child"
done
`;

let shell: ChildProcess | undefined;
let watched = 0;

/** Watches over a child until it exits. The shell lives as long as there is a child. */
export function watchOver(child: ChildProcess): void {
  const { pid } = child;
  if (pid === undefined || process.platform === 'win32') return;
  const watch = (shell ??= openShell());
  watched += 1;
  watch.stdin?.write(`+ ${pid}\n`);
  child.once('exit', () => {
    watched -= 1;
    watch.stdin?.write(`- ${pid}\n`);
    if (watched > 0) return;
    watch.stdin?.end();
    shell = undefined;
  });
}

/** Of a session of its own, as Ctrl-C and a closed terminal must not end it before this process. */
function openShell(): ChildProcess {
  const { spawn } = process.getBuiltinModule('node:child_process');
  const opened = spawn('/bin/sh', ['-c', SCRIPT], {
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  // Where there is no shell nobody watches; the pool works all the same.
  opened.on('error', () => undefined);
  opened.stdin.on('error', () => undefined);
  (opened.stdin as typeof opened.stdin & { unref?(): void }).unref?.();
  opened.unref();
  return opened;
}
