/** One traced batch per cell: the law of the loop made visible. */
import type { WorkloadJudgement } from '../../verdict/verdict.js';
import type { Section, TimelinePicture } from '../document.js';
import type { Table } from '../table.js';
import { durationField, figureField, tableOf, textField } from '../fields.js';
import type { Field } from '../fields.js';
import { overlap, trackOf } from '../timeline.js';
import type { Timeline, TracedTask } from '../timeline.js';
import { count } from '../units.js';
import { measuredCells } from './input.js';
import type { MeasuredCell, SectionInput } from './input.js';

/** Tasks that a page holds; beyond, it would no longer open in a second. */
const mostTasks = 5000;
/** A lone task that keeps its loop busy for this share of its time holds it. */
const holdingShare = 0.9;
const longestShown = 20;

/** Nothing where no cell has a traced batch. */
export function timelineSection(input: SectionInput): Section[] {
  const timelines = timelinesOf(input);
  if (timelines.length === 0) return [];
  const picture = timelinePicture(timelines, input.environment);
  const dropped = timelines.reduce((sum, timeline) => sum + timeline.dropped, 0);
  return [
    {
      id: 'timeline',
      name: 'Timeline',
      heading: picture.title,
      lead: 'One traced batch per cell. Each row is a slot for tasks: solid is a task that runs, hollow is a slot that waits for its turn, hatched is a task that holds its event loop. Rows of one loop that never overlap show the lock: only one of them runs at a time. Below the slots, where it is known, the main loop: hatched while it keeps a timer that is due waiting; a tick is a garbage collection of its thread.',
      blocks: [
        { kind: 'timelines', timelines, picture },
        { kind: 'table', table: longest(timelines), isFolded: true },
      ],
      limits: `The first batch of each cell alone; garbage collections of worker threads and child processes are not seen.${dropped > 0 ? ` ${count(dropped, 'task')} left out here; trace.json has them all.` : ''}`,
    },
  ];
}

/** The two batches that tell most: the work that holds its loop most, and the work that does least. */
function timelinePicture(timelines: Timeline[], subtitle: string): TimelinePicture {
  const title = finding(timelines);
  const holding = mostTelling(timelines);
  const waiting = timelines.find((timeline) => !timeline.holdsLoop);
  return { title, subtitle, timelines: [waiting, holding].flatMap((timeline) => timeline ?? []) };
}

/** Computing holds the loop more plainly than blocking does. */
function mostTelling(timelines: Timeline[]): Timeline | undefined {
  const holding = timelines.filter((timeline) => timeline.holdsLoop);
  return holding.find(({ nature }) => nature === 'cpu-bound') ?? holding[0];
}

function timelinesOf(input: SectionInput): Timeline[] {
  const cells = input.record.cells.filter((cell) => cell.spans.length > 0).length;
  const limit = Math.floor(mostTasks / Math.max(1, cells));
  return input.judgement.workloads.flatMap((workload) => {
    const timeline = timelineOf(input, workload, limit);
    return timeline.tracks.length > 0 ? [timeline] : [];
  });
}

function timelineOf(input: SectionInput, workload: WorkloadJudgement, limit: number): Timeline {
  const cells = measuredCells(input, workload);
  const tracks = cells.flatMap(({ cell, look }) => trackOf(cell, look, limit) ?? []);
  const traced = cells.reduce((sum, { cell }) => sum + cell.spans.length, 0);
  return {
    workload: workload.key,
    nature: workload.nature.measured,
    holdsLoop: (workload.nature.loopShare?.value ?? 0) >= holdingShare && !cells.some(sharesLoop),
    endMs: Math.max(0, ...tracks.map((track) => track.endMs)),
    tracks,
    dropped: traced - tracks.reduce((sum, track) => sum + track.tasks.length, 0),
  };
}

/** A task that computes between its awaits fills its loop too, but takes turns with the others. */
function sharesLoop({ cell }: MeasuredCell): boolean {
  return cell.workers === 1 && overlap(cell.spans);
}

function finding(timelines: Timeline[]): string {
  const first = mostTelling(timelines);
  if (!first) return 'No task holds its loop: their waits overlap on a single one';
  const others = timelines.filter((timeline) => timeline.holdsLoop).length - 1;
  const subject =
    others > 0 ? `${first.workload} and ${others} more take` : `${first.workload} takes`;
  return `On one loop ${subject} one task at a time, however many are in flight`;
}

interface PlacedTask {
  workload: string;
  model: string;
  task: TracedTask;
}

function longest(timelines: Timeline[]): Table {
  const ran = ({ task }: PlacedTask) => task.finished - task.started;
  const tasks = timelines
    .flatMap(({ workload, tracks }) =>
      tracks.flatMap(({ look, tasks: own }) =>
        own.map((task): PlacedTask => ({ workload, model: look.model, task })),
      ),
    )
    .sort((a, b) => ran(b) - ran(a))
    .slice(0, longestShown);
  const heading = (key: string, header: string) => ({ key, header });
  const fields: Field<PlacedTask>[] = [
    textField('workload', 'workload', ({ workload }) => workload),
    textField('model', 'model', ({ model }) => model),
    figureField(heading('task', 'task'), String, ({ task }) => task.index),
    figureField(heading('lane', 'lane'), String, ({ task }) => task.lane),
    durationField(heading('submittedMs', 'submitted'), tasks, ({ task }) => task.submitted),
    durationField(
      heading('waitedMs', 'waited'),
      tasks,
      ({ task }) => task.started - task.submitted,
    ),
    durationField(heading('ranMs', 'ran'), tasks, ran),
  ];
  const caption = `The ${count(tasks.length, 'longest task')}`;
  return tableOf({ id: 'longest-tasks', caption }, fields, tasks);
}
