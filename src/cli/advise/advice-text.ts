/** What `advise` says beside the run's own report: what it looks at, what it expected, the code. */
import type { AdviseEvent } from '../../advise/advise.js';
import type { RunRecord } from '../../record/run-record.js';
import { duration, percent, times } from '../../report/units.js';
import type { Judgement } from '../../verdict/verdict.js';
import { labelled } from '../labelled.js';
import { codeFor } from './code.js';

/** One event before the confirming run, as lines of at most `width` characters. */
export function progressText(event: Exclude<AdviseEvent, { kind: 'run' }>, width: number): string {
  switch (event.kind) {
    case 'looking':
      return labelled('looking at  ', event.at, width);
    case 'alone': {
      const { taskMs, loopShare, cpuShare } = event.work;
      const shares = `loop share L ${percent(loopShare)}, CPU share U ${percent(cpuShare)}`;
      return labelled('alone       ', `a task takes ${duration(taskMs)}; ${shares}`, width);
    }
    case 'confirming': {
      const models = `${event.models.join(', ')}, ${event.tasks} tasks a batch`;
      return `${labelled('confirming  ', models, width)}\n`;
    }
  }
}

/** Empty where nothing was confirmed. */
export function adviceText(
  { cells }: RunRecord,
  { workloads: [workload] }: Judgement,
  predictions: ReadonlyMap<string, number>,
  width: number,
): string {
  const best = workload?.verdict.best;
  if (!best || predictions.size === 0) return '';
  const expected = cells
    .flatMap(({ model }) => {
      const speedUp = predictions.get(model);
      return speedUp === undefined ? [] : [`${model} ${times(speedUp)}`];
    })
    .join(', ');
  const examples = codeFor(best.model).map(
    ({ uses, code }) => `\nWith ${uses}\n\n${indented(code)}`,
  );
  return `\n${labelled('Predicted  ', expected, width)}${examples.join('')}`;
}

function indented(code: string): string {
  return code.replace(/^(?=.)/gm, '    ');
}
