/** The process in which one cell lives. Entry of a fork; it does nothing until it is asked. */
import { answerRequests } from '../workload/answer-requests.js';
import type { CellRequests } from './cell-requests.js';
import { MeasuredCell } from './measured-cell.js';
import { openModel } from './open-model.js';
import type { OpenModel } from './open-model.js';

let model: OpenModel | undefined;
let cell: MeasuredCell | undefined;

/** The requests come in the order in which they are listed here, or the parent has a fault. */
function known<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('asked to measure before opening and loading');
  return value;
}

answerRequests<CellRequests>(
  {
    async opening(request) {
      model = await openModel(request);
      return { startupMs: model.startupMs };
    },
    async loading(request) {
      const idleRssBytes = await known(model).startAllWorkers();
      cell = await MeasuredCell.load(known(model), request);
      return { idleRssBytes };
    },
    'warm-up': (limits) => known(cell).warmUp(limits),
    sample: (request) => known(cell).sample(request),
    offer: (request) => known(cell).offer(request),
  },
  () => model?.executor.shutdown({ cancelFutures: true }),
);
