/** The timeline: painted on a canvas of its own, with an overview to zoom in and keys to step through. */
import { dark, light } from '../palette.js';
import { layoutOf, taskAt, timeAt, xOf } from '../timeline/layout.js';
import type { Layout, TimeWindow } from '../timeline/layout.js';
import { describeTask, paintTimeline } from '../timeline/paint.js';
import { describeTimeline, unpack } from '../timeline.js';
import type { PackedTimeline, Timeline, TracedTask, Track } from '../timeline.js';
import { context, sized } from './canvas.js';
import { onResize } from './picture.js';
import type { Picture } from './picture.js';
import { isDark } from './theme.js';

const overviewHeight = 28;

interface Focus {
  track: Track;
  task: TracedTask;
}

/** Puts the timeline to work, if there is one below `root`. */
export function offerTimeline(root: ParentNode, packed: readonly PackedTimeline[]): Picture[] {
  const figure = root.querySelector<HTMLElement>('figure.timeline');
  return figure && packed.length > 0 ? [new TimelineView(figure, packed.map(unpack))] : [];
}

/** Lives as long as its figure; holds which batch, which part of it and which task are looked at. */
class TimelineView implements Picture {
  readonly #lanes: HTMLCanvasElement;
  readonly #overview: HTMLCanvasElement;
  readonly #caption: HTMLElement;
  readonly close: () => void;
  #timeline: Timeline;
  #window: TimeWindow;
  #focus: Focus | null = null;
  #layout: Layout;

  constructor(
    readonly figure: HTMLElement,
    readonly timelines: Timeline[],
  ) {
    this.#lanes = element(figure, 'canvas.lanes');
    this.#overview = element(figure, 'canvas.overview');
    this.#caption = element(figure, 'figcaption');
    const select = element<HTMLSelectElement>(figure, 'select');
    const first = timelines[Number(select.value)];
    if (!first) throw new Error('a timeline view needs a timeline');
    this.#timeline = first;
    this.#window = whole(first);
    this.#layout = layoutOf(first, figure.clientWidth);
    this.#offerChoice(select);
    this.#offerControls();
    this.#offerPointer();
    this.close = onResize(figure, () => this.redraw());
  }

  redraw(): void {
    const width = this.figure.clientWidth;
    this.#layout = layoutOf(this.#timeline, width);
    const style = {
      theme: isDark() ? dark : light,
      fontFamily: getComputedStyle(this.figure).fontFamily,
      window: this.#window,
      focused: this.#focus?.task ?? null,
    };
    sized(this.#lanes, width, this.#layout.height);
    paintTimeline(context(this.#lanes), this.#timeline, this.#layout, style);
    this.#lanes.setAttribute('aria-label', describeTimeline(this.#timeline));
    this.#paintOverview(style.theme.family, style.theme);
  }

  /** The whole batch in one strip, with the part that is shown framed. */
  #paintOverview(family: Record<string, string>, theme: typeof light): void {
    const { width } = this.#layout;
    sized(this.#overview, width, overviewHeight);
    const brush = context(this.#overview);
    const all = whole(this.#timeline);
    const trackHeight = overviewHeight / this.#timeline.tracks.length;
    brush.fillStyle = theme.panel;
    brush.fillRect(0, 0, width, overviewHeight);
    this.#timeline.tracks.forEach((track, index) => {
      brush.fillStyle = family[track.look.family] ?? theme.ink;
      for (const task of track.tasks) {
        const [start, end] = [task.started, task.finished].map((ms) => xOf(ms, this.#layout, all));
        if (start === undefined || end === undefined) continue;
        brush.fillRect(start, index * trackHeight, Math.max(1, end - start), trackHeight - 1);
      }
    });
    const from = xOf(this.#window.from, this.#layout, all);
    const to = xOf(this.#window.to, this.#layout, all);
    brush.strokeStyle = theme.ink;
    brush.lineWidth = 2;
    brush.strokeRect(from, 1, to - from, overviewHeight - 2);
  }

  #offerChoice(select: HTMLSelectElement): void {
    element<HTMLElement>(this.figure, '.legend').hidden = false;
    select.addEventListener('change', () => {
      const chosen = this.timelines[Number(select.value)];
      if (!chosen) return;
      this.#timeline = chosen;
      this.#window = whole(chosen);
      this.#focus = null;
      this.#caption.textContent = describeTimeline(chosen);
      this.redraw();
    });
  }

  #offerControls(): void {
    const actions: Record<string, () => void> = {
      previous: () => this.#step(-1),
      next: () => this.#step(1),
      in: () => this.#zoom(0.5),
      out: () => this.#zoom(2),
      all: () => this.#show(whole(this.#timeline)),
    };
    for (const button of this.figure.querySelectorAll<HTMLButtonElement>('button')) {
      button.addEventListener('click', () => actions[button.dataset['control'] ?? '']?.());
    }
    const keys: Record<string, string> = {
      ArrowLeft: 'previous',
      ArrowRight: 'next',
      '+': 'in',
      '=': 'in',
      '-': 'out',
      Escape: 'all',
    };
    this.figure.addEventListener('keydown', (event) => {
      const action = actions[keys[event.key] ?? ''];
      if (!action || event.target instanceof HTMLSelectElement) return;
      event.preventDefault();
      action();
    });
  }

  #offerPointer(): void {
    this.#lanes.addEventListener('click', ({ offsetX, offsetY }) => {
      const hit = taskAt(offsetX, offsetY, this.#layout, this.#window);
      if (hit) this.#focusOn(hit);
    });
    let pressedAt: number | null = null;
    this.#overview.addEventListener('pointerdown', (event) => {
      pressedAt = event.offsetX;
      this.#overview.setPointerCapture(event.pointerId);
    });
    this.#overview.addEventListener('pointermove', ({ offsetX }) => {
      if (pressedAt === null || Math.abs(offsetX - pressedAt) < 4) return;
      const [from, to] = [pressedAt, offsetX]
        .map((x) => timeAt(x, this.#layout, whole(this.#timeline)))
        .sort((a, b) => a - b) as [number, number];
      this.#show({ from, to });
    });
    this.#overview.addEventListener('pointerup', () => (pressedAt = null));
    this.#overview.addEventListener('dblclick', () => this.#show(whole(this.#timeline)));
  }

  /** Through all tasks of all models, in the order in which they are drawn. */
  #step(by: number): void {
    const tasks = this.#timeline.tracks.flatMap((track) =>
      track.tasks.map((task) => ({ track, task })),
    );
    const current = tasks.findIndex(({ task }) => task === this.#focus?.task);
    const next = tasks.at((current + by + (current < 0 && by < 0 ? 1 : 0)) % tasks.length);
    if (next) this.#focusOn(next);
  }

  #focusOn(focus: Focus): void {
    this.#focus = focus;
    this.#caption.textContent = describeTask(focus.task, focus.track.look.model);
    const { started, finished } = focus.task;
    const { from, to } = this.#window;
    if (started >= from && finished <= to) this.redraw();
    else this.#show(centred((started + finished) / 2, Math.max(to - from, finished - started)));
  }

  #zoom(factor: number): void {
    const { from, to } = this.#window;
    const task = this.#focus?.task;
    const middle = task ? (task.started + task.finished) / 2 : (from + to) / 2;
    this.#show(centred(middle, (to - from) * factor));
  }

  /** Never beyond the batch, never shorter than a microsecond. */
  #show({ from, to }: TimeWindow): void {
    const { endMs } = this.#timeline;
    const length = Math.min(endMs, Math.max(0.001, to - from));
    const start = Math.min(Math.max(0, from), endMs - length);
    this.#window = { from: start, to: start + length };
    this.redraw();
  }
}

function whole({ endMs }: Timeline): TimeWindow {
  return { from: 0, to: Math.max(endMs, 0.001) };
}

function centred(middle: number, length: number): TimeWindow {
  return { from: middle - length / 2, to: middle + length / 2 };
}

function element<E extends Element>(root: Element, selector: string): E {
  const found = root.querySelector<E>(selector);
  if (!found) throw new Error(`the page lacks ${selector}`);
  return found;
}
