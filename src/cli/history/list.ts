import { listRuns } from '../../history/runs.js';
import type { StoredRun } from '../../history/runs.js';
import type { Table } from '../../report/table.js';
import { tableLines } from '../../report/terminal/grid.js';
import { screenFor } from '../../report/terminal/screen.js';
import { exitCodes } from '../exit-codes.js';
import type { HistoryAction } from './action.js';
import { withHistory } from './with-history.js';
import { writeJson } from './write-json.js';

const USUAL_LENGTH = 20;

export const list: HistoryAction = {
  takes: ['branch', 'last', 'json'],
  async run({ path, flags: { branch, last = USUAL_LENGTH, json } }, terminal) {
    const filter = { last, ...(branch !== undefined && { branch }) };
    const runs = await withHistory(path, (history) => listRuns(history, filter));
    if (json !== undefined) await writeJson(runs, json, terminal);
    if (json === '-') return exitCodes.done;
    const { out, ascii } = terminal;
    const screen = screenFor({ width: out.width, color: out.color, ascii });
    const lines = runs.length === 0 ? ['no runs'] : tableLines(runsTable(runs), screen);
    out.write(`${screen.characters.plain(lines.join('\n'))}\n`);
    return exitCodes.done;
  },
};

/** Each column with how much it is missed, and what stands in it. */
const columns: [header: string, dropOrder: number, text: (run: StoredRun) => string][] = [
  ['run', 0, ({ id }) => id],
  ['commit', 1, ({ source }) => (source ? shortCommit(source) : '–')],
  ['branch', 4, ({ source }) => source?.branch ?? '–'],
  ['suite', 2, ({ suite }) => suite],
  ['cells', 6, ({ cells }) => String(cells)],
  ['machine', 5, ({ fingerprint }) => fingerprint],
  ['node', 3, ({ node }) => node],
];

function runsTable(runs: readonly StoredRun[]): Table {
  return {
    id: 'runs',
    caption: 'stored runs',
    columns: columns.map(([header, dropOrder]) => ({
      key: header,
      header,
      align: header === 'cells' ? 'right' : 'left',
      dropOrder,
    })),
    rows: runs.map((run) => ({
      isMarked: false,
      cells: columns.map(([, , text]) => ({ text: text(run), value: text(run) })),
    })),
  };
}

/** `1a2b3c4+` where files differed from the commit. */
function shortCommit({ commit, dirty }: NonNullable<StoredRun['source']>): string {
  return `${commit.slice(0, 7)}${dirty ? '+' : ''}`;
}
