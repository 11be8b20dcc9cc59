/** What a reader of two measured versions should know beside the figures. */
import { existsSync, readFileSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import type { MeasuredVersions, PlannedVersion } from '../../compare/measure-versions.js';
import type { Pair } from '../../measure/pair-schedule.js';
import { FULL_LOOKS } from '../../statistics/looks.js';
import { isName } from './plan-versions.js';

export interface DoubtSource {
  versions: Pair<PlannedVersion>;
  /** Of the project in each version. */
  folders: Pair<string>;
  targets: readonly string[];
}

export function doubtsAbout(measured: MeasuredVersions, source: DoubtSource): string[] {
  return [
    ...interruption(measured),
    ...sameCommit(source.versions),
    ...builtIns(source),
    ...changedFiles(source),
    ...otherOutputs(measured),
    ...cutShort(measured),
  ];
}

function interruption({ screening: { head }, confirmation }: MeasuredVersions): string[] {
  const isInterrupted = (confirmation?.head ?? head).status === 'interrupted';
  return isInterrupted ? ['interrupted; these are partial results'] : [];
}

function sameCommit({ base, head }: Pair<PlannedVersion>): string[] {
  const isSame = base.source?.commit === head.source?.commit && head.source?.dirty === false;
  return isSame ? ['base and head are the same commit: what differs is noise'] : [];
}

function builtIns({ targets, versions }: DoubtSource): string[] {
  const names = targets.filter(isName);
  return names.length === 0 || versions.base.entry !== undefined
    ? []
    : [`${names.join(', ')}: comes with loop-or-pool, so both sides run the same code`];
}

/** A workload that has itself changed may be other work. */
function changedFiles({ targets, folders: { base, head } }: DoubtSource): string[] {
  const changed = targets.filter((target) => {
    if (isName(target)) return false;
    const inHead = resolve(head, target);
    const inBase = resolve(base, relative(head, inHead));
    if (!existsSync(inHead) || !existsSync(inBase)) return false;
    return !readFileSync(inHead).equals(readFileSync(inBase));
  });
  return changed.map((target) => `${target} itself has changed, and perhaps what it measures`);
}

function otherOutputs({ screening: { base, head } }: MeasuredVersions): string[] {
  const before = new Map(base.cells.map((cell) => [cell.id, cell.outputsHash]));
  const others = head.cells.filter(({ id, outputsHash }) => {
    const hash = before.get(id) ?? null;
    return hash !== null && outputsHash !== null && hash !== outputsHash;
  });
  const workloads = [...new Set(others.map(({ workload }) => workload.key))];
  return workloads.map((key) => `${key}: head returns other outputs than base for the same inputs`);
}

/** Cells that the budget, not the samples, left open. */
function cutShort({ cells, screening: { base } }: MeasuredVersions): string[] {
  const most = FULL_LOOKS.at.at(-1) ?? 0;
  const open = cells.filter(({ figures }) => {
    const time = figures?.time;
    return time?.change === 'unclear' && time.count + time.dropped < most;
  });
  if (open.length === 0 || base.status === 'interrupted') return [];
  return [`the time was used up with ${open.length} open; a larger --budget may tell`];
}
