/** What a lost connection would hold up for ever is given up at the end. */
const DEADLINE_MS = 2_000;

/** Resolves when the work is done, has failed, or has taken too long. */
export async function withinDeadline(work: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const deadline = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, DEADLINE_MS);
  });
  await Promise.race([work.catch(() => undefined), deadline]);
  clearTimeout(timer);
}
