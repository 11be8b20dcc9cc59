import { closestName } from '../../executors/closest-name.js';
import type { History } from '../../history/database.js';
import { listCellIds, readSeries } from '../../history/series.js';
import type { Series } from '../../history/series.js';
import { trendsOf } from '../../history/trend.js';
import { renderTrend } from '../../report/terminal/trend.js';
import { CliError } from '../cli-error.js';
import { exitCodes } from '../exit-codes.js';
import type { HistoryAction, HistoryFlags } from './action.js';
import { withHistory } from './with-history.js';
import { writeJson } from './write-json.js';

const USUAL_LENGTH = 100;

export const trend: HistoryAction = {
  takes: ['branch', 'last', 'figure', 'json'],
  async run({ path, items, flags }, terminal) {
    const series = await withHistory(path, (history) => wantedSeries(history, items, flags));
    const trends = trendsOf(series, flags.figure ?? 'wall');
    if (flags.json !== undefined) await writeJson(trends, flags.json, terminal);
    if (flags.json === '-') return exitCodes.done;
    const { out, ascii } = terminal;
    const drawings = trends.map((item) =>
      renderTrend(item, { width: out.width, color: out.color, ascii }),
    );
    out.write(drawings.length > 0 ? drawings.join('\n') : 'no runs\n');
    return exitCodes.done;
  },
};

async function wantedSeries(
  history: History,
  items: readonly string[],
  { branch, last = USUAL_LENGTH }: HistoryFlags,
): Promise<Series[]> {
  const known = await listCellIds(history);
  const cellIds = items.length > 0 ? items.flatMap((item) => cellsMeant(item, known)) : known;
  return readSeries(history, { cellIds, last, ...(branch !== undefined && { branch }) });
}

/** A cell by its id, or all cells of a workload. */
function cellsMeant(item: string, known: readonly string[]): string[] {
  const meant = known.filter((id) => id === item || id.startsWith(`${item}/`));
  if (meant.length > 0) return meant;
  const near = closestName(item, known);
  throw new CliError(`history trend: no cell '${item}' in the history`, 'UNKNOWN_CELL', [
    ...(near === undefined ? [] : [`loop-or-pool history trend '${near}'`]),
    `one of ${known.join(', ')}`,
  ]);
}
