import { readFileSync, readdirSync } from 'node:fs';

/** Memory that this process and its descendants share with nobody, in bytes; Linux only. */
export function privateBytes(): number {
  return ['self', ...childrenOf('self')].map(privateBytesOf).reduce((sum, bytes) => sum + bytes);
}

function childrenOf(pid: string): string[] {
  const children = readdirSync(`/proc/${pid}/task`).flatMap((thread) =>
    readFileSync(`/proc/${pid}/task/${thread}/children`, 'utf8').split(' ').filter(Boolean),
  );
  return children.flatMap((child) => [child, ...childrenOf(child)]);
}

/** See proc_pid_smaps(5). */
function privateBytesOf(pid: string): number {
  const lines = readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8').matchAll(
    /^Private_.*?(\d+) kB/gm,
  );
  return [...lines].reduce((sum, [, kilobytes]) => sum + Number(kilobytes) * 1024, 0);
}
