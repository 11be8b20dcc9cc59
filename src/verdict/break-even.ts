import type { RunRecord } from '../record/run-record.js';
import { measuredCrossing } from './measured-crossing.js';
import { modelsOf, sweepsOf, type Stop } from './sweep.js';
import type { BreakEven } from './verdict.js';

const EVENT_LOOP = 'event-loop';

/** From which value of the swept parameter on each model is worth leaving the event loop for. */
export function breakEvensOf(record: RunRecord): BreakEven[] {
  return sweepsOf(record).flatMap(({ workload, param, stops }) => {
    const models = modelsOf(stops);
    if (!models.includes(EVENT_LOOP)) return [];
    return models
      .filter((model) => model !== EVENT_LOOP)
      .map((model) => ({ workload, param, model, ...breakEven(model, stops, record.seed) }));
  });
}

function breakEven(model: string, stops: Stop[], seed: number): Pick<BreakEven, 'pays' | 'at'> {
  const { at, ahead } = measuredCrossing([EVENT_LOOP, model], stops, seed);
  if (at) return { pays: ahead === model ? 'below' : 'above', at };
  return { pays: ahead === model ? 'everywhere' : 'nowhere', at: null };
}
