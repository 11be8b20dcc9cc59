/** How a host of a queue signs the tasks that it has run: short, as it travels with each of them. */
import { readFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { formatModel, parseModel } from '../executors/model-spec.js';
import type { QueueHostRecord } from '../record/run-record.js';

interface Host {
  machine: string;
  pid: number;
  model: string;
}

/** `build-7 4711 worker-pool:2 1f0c9a4e`: machine, process, model, and which start of the machine. */
export function hostLabel({ machine, pid, model }: Host): string {
  return [machine, pid, formatModel(parseModel(model)), bootOf()].join(' ');
}

export function hostOf(label: string): QueueHostRecord {
  const [machine = '', pid = '', model = ''] = label.split(' ');
  const { workers, concurrency } = parseModel(model);
  return { name: `${machine}-${pid}`, machine, model, slots: workers * concurrency };
}

/** Does its clock have the same zero as ours? */
export function isOfThisMachine(label: string): boolean {
  return label.split(' ')[3] === bootOf();
}

/** The monotonic clock begins anew with each start of a machine, and containers on one share it. */
function bootOf(): string {
  boot ??= readBootId();
  return boot;
}

let boot: string | undefined;

function readBootId(): string {
  try {
    return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').slice(0, 8);
  } catch {
    return hostname();
  }
}
