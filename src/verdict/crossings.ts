import type { RunRecord } from '../record/run-record.js';
import { measuredCrossing } from './measured-crossing.js';
import { predictedCrossing } from './predicted-crossing.js';
import { stopsOf, type Stop } from './sweep.js';
import type { Crossing } from './verdict.js';

/**
 * Where the lines of two models cross along the parameter that a suite sweeps, for each pair of models.
 * `event-loop` is the line at 1: a pair with it is told of only if it crosses.
 */
export function crossingsOf({ suite, cells, seed, environment }: RunRecord): Crossing[] {
  const param = suite.sweptParam;
  if (param === null) return [];
  const swept = cells.filter(
    ({ error, workload }) => !error && typeof workload.params[param] === 'number',
  );
  const names = [...new Set(swept.map((cell) => cell.workload.name))];
  return names
    .flatMap((workload) => {
      const stops = stopsOf(
        swept.filter((cell) => cell.workload.name === workload),
        param,
      );
      return pairsOf(stops).map((models) => ({
        workload,
        param,
        models,
        ...measuredCrossing(models, stops, seed),
        predicted: predictedCrossing(models, stops, seed, environment.cpus),
      }));
    })
    .filter(({ at, models }) => at !== null || !models.includes('event-loop'));
}

function pairsOf(stops: Stop[]): [string, string][] {
  const models = [...new Set(stops.flatMap(({ cells }) => [...cells.keys()]))];
  return models.flatMap((a, i) => models.slice(i + 1).map((b): [string, string] => [a, b]));
}
