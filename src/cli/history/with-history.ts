import { openHistory } from '../../history/database.js';
import type { History } from '../../history/database.js';

/** Opens a history that must be there, and closes it whatever happens. */
export async function withHistory<T>(
  path: string,
  use: (history: History) => Promise<T>,
  options?: { create: boolean },
): Promise<T> {
  const history = await openHistory(path, options);
  try {
    return await use(history);
  } finally {
    await history.destroy();
  }
}
