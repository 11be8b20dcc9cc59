/** Where a project keeps its history unless told otherwise. */
export const defaultHistory = '.loop-or-pool/history.db';

/** Tells a path from a workload that was typed where the path of `--history` would stand. */
export function asHistoryPath(text: string): string | { expected: string } {
  const isPath = /[/\\]|\.(?:db|sqlite3?)$/.test(text);
  return isPath ? text : { expected: 'a path such as history.db or ./history' };
}
