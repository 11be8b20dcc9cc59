import { verifyHistory } from '../../history/verify.js';
import { exitCodes } from '../exit-codes.js';
import type { HistoryAction } from './action.js';
import { styled } from '../terminal.js';
import { withHistory } from './with-history.js';

export const verify: HistoryAction = {
  takes: [],
  async run({ path }, { out, err }) {
    const { runs, problems } = await withHistory(path, verifyHistory);
    for (const problem of problems) err.write(`${styled(err, 'red', 'damaged:')} ${problem}\n`);
    const count = `${problems.length} ${problems.length === 1 ? 'problem' : 'problems'}`;
    out.write(`${runs} runs read, ${problems.length === 0 ? 'all sound' : count}\n`);
    return problems.length === 0 ? exitCodes.done : exitCodes.usage;
  },
};
