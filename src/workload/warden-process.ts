/**
 * Outlives a parent that was killed, to kill what that would leave behind. Entry of a fork.
 * A child whose loop is free sees its channel close and ends by itself; one that holds its loop for
 * ever does not, and would go on for ever.
 */
export type WardenMessage = { watch: number } | { forget: number };

const hasProcessGroups = process.platform !== 'win32';
/** Longer than a child takes to tear down and end by itself. */
const GRACE_MS = 6_000;

/** The first comes as an argument: a parent killed at once may be gone before a message is read. */
const watched = new Set([Number(process.argv[2])]);

process.on('message', (message: WardenMessage) => {
  if ('watch' in message) watched.add(message.watch);
  else watched.delete(message.forget);
});

process.on('disconnect', parentGone);
if (!process.connected) parentGone();

function parentGone(): void {
  if (watched.size > 0) setTimeout(killAll, GRACE_MS);
}

function killAll(): void {
  for (const pid of watched) {
    try {
      process.kill(hasProcessGroups ? -pid : pid, 'SIGKILL');
    } catch {
      // It has ended, as it should.
    }
  }
}
