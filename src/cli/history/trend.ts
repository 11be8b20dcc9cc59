import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { closestName } from '../../executors/closest-name.js';
import type { History } from '../../history/database.js';
import { listCellIds, readSeries } from '../../history/series.js';
import type { Series } from '../../history/series.js';
import { withoutPassword } from '../../history/postgres.js';
import { trendsOf } from '../../history/trend.js';
import type { Trend } from '../../history/trend.js';
import { renderTrend } from '../../report/terminal/trend.js';
import { CliError } from '../cli-error.js';
import { exitCodes } from '../exit-codes.js';
import type { HistoryAction, HistoryFlags } from './action.js';
import { toolVersion } from '../prepared-text.js';
import { styled } from '../terminal.js';
import type { Terminal } from '../terminal.js';
import { withHistory } from './with-history.js';
import { writeJson } from './write-json.js';

const USUAL_LENGTH = 100;

export const trend: HistoryAction = {
  takes: ['branch', 'last', 'figure', 'json', 'out'],
  async run({ path, items, flags }, terminal) {
    const series = await withHistory(path, (history) => wantedSeries(history, items, flags));
    const trends = trendsOf(series, flags.figure ?? 'wall');
    if (flags.json !== undefined) await writeJson(trends, flags.json, terminal);
    if (flags.out !== undefined) await writePage(trends, flags.out, path, terminal);
    if (flags.json === '-') return exitCodes.done;
    const { out, ascii } = terminal;
    const drawings = trends.map((item) =>
      renderTrend(item, { width: out.width, color: out.color, ascii }),
    );
    out.write(drawings.length > 0 ? drawings.join('\n') : 'no runs\n');
    return exitCodes.done;
  },
};

/** `trend.html`, and each chart as a picture where pictures can be drawn. */
async function writePage(
  trends: readonly Trend[],
  folder: string,
  path: string,
  { err }: Terminal,
): Promise<void> {
  const { buildTrendReport } = await import('../../report/trend-report.js');
  const { renderHtml } = await import('../../report/html.js');
  const { PicturesUnavailableError, renderCharts } = await import('../../report/png.js');
  const report = buildTrendReport(trends, {
    tool: `loop-or-pool ${toolVersion()}`,
    place: withoutPassword(path),
    command: `npx loop-or-pool run --history ${withoutPassword(path)}`,
    drawnAt: new Date(),
  });
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'trend.html'), renderHtml(report));
  try {
    for await (const { name, png } of renderCharts(report))
      await writeFile(join(folder, name), png);
  } catch (error) {
    if (!(error instanceof PicturesUnavailableError)) throw error;
    err.write(`${styled(err, 'yellow', 'warning:')} ${error.message}\n`);
  }
  err.write(`trend in ${join(folder, 'trend.html')}\n`);
}

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
