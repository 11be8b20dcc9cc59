/**
 * A model with what concerns `map` alone: `worker-pool:2 chunkSize=1` hands every task over in a
 * message of its own. Without it `map` packs short tasks together.
 */
import { ModelError, formatModel, parseModel } from '../executors/model-spec.js';
import type { ModelSpec } from '../executors/model-spec.js';

export interface ModelSetting {
  spec: ModelSpec;
  /** As in `MapOptions`. */
  chunkSize: number | 'auto';
}

/**
 * Reads a model of a plan or a record.
 *
 * @throws {ModelError} naming what is wrong and what could be meant.
 */
export function parseModelSetting(text: string): ModelSetting {
  const [model = '', setting, ...more] = text.trim().split(/\s+/);
  const spec = parseModel(model);
  if (setting === undefined) return { spec, chunkSize: 'auto' };
  const [, size] = /^chunkSize=([1-9]\d{0,5})$/.exec(setting) ?? [];
  if (size === undefined || more.length > 0) {
    throw new ModelError(
      `malformed model '${text}': after a model there may be chunkSize=N, where N is from 1 to 999999`,
    );
  }
  return { spec, chunkSize: Number(size) };
}

/** The shortest text that reads as this setting. */
export function formatModelSetting({ spec, chunkSize }: ModelSetting): string {
  const model = formatModel(spec);
  return chunkSize === 'auto' ? model : `${model} chunkSize=${chunkSize}`;
}
