import type { RunRecord } from '../record/run-record.js';
import { measuredCrossing } from './measured-crossing.js';
import { predictedCrossing } from './predicted-crossing.js';
import { modelsOf, sweepsOf, type Stop } from './sweep.js';
import type { Crossing } from './verdict.js';

/**
 * Where the lines of two models cross along the parameter that a suite sweeps, for each pair of models.
 * `event-loop` is the line at 1: a pair with it is told of only if it crosses.
 */
export function crossingsOf(record: RunRecord): Crossing[] {
  const { seed, environment } = record;
  return sweepsOf(record)
    .flatMap(({ workload, param, stops }) =>
      pairsOf(stops).map((models) => ({
        workload,
        param,
        models,
        ...measuredCrossing(models, stops, seed),
        predicted: predictedCrossing(models, stops, seed, environment.cpus),
      })),
    )
    .filter(({ at, models }) => at !== null || !models.includes('event-loop'));
}

function pairsOf(stops: Stop[]): [string, string][] {
  const models = modelsOf(stops);
  return models.flatMap((a, i) => models.slice(i + 1).map((b): [string, string] => [a, b]));
}
