import { readRecord } from '../../history/runs.js';
import { renderTerminal, renderTerminalVerdicts } from '../../report/terminal.js';
import { exitCodes } from '../exit-codes.js';
import type { HistoryAction } from './action.js';
import { findingsOf } from '../presentation.js';
import { withHistory } from './with-history.js';

export const show: HistoryAction = {
  takes: ['quiet'],
  async run({ path, items: [wanted = 'latest'], flags: { quiet } }, { out, ascii }) {
    const record = await withHistory(path, (history) => readRecord(history, wanted));
    const render = quiet ? renderTerminalVerdicts : renderTerminal;
    const { report } = findingsOf(record);
    out.write(render(report, { width: out.width, color: out.color, ascii }));
    return exitCodes.done;
  },
};
