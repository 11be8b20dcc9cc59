/** The process in which one cell lives. Entry of a fork; it does nothing until it is asked. */
import { answerRequests } from '../workload/answer-requests.js';
import type { CellRequests } from './cell-requests.js';
import { MeasuredCell } from './measured-cell.js';

let cell: MeasuredCell | undefined;

function openCell(): MeasuredCell {
  if (!cell) throw new Error('the cell must be opened before it is measured');
  return cell;
}

answerRequests<CellRequests>(
  {
    async opening(request) {
      const { cell: opened, opened: reply } = await MeasuredCell.open(request);
      cell = opened;
      return reply;
    },
    'warm-up': ({ limitMs }) => openCell().warmUp(limitMs),
    sample: ({ round }) => openCell().sample(round),
  },
  () => cell?.close(),
);
