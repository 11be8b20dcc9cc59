/** What a timeline is painted with. */
import type { Theme } from '../palette.js';
import type { TracedTask } from '../timeline.js';
import type { TimeWindow } from './layout.js';

/** The part of a canvas context that is needed: a browser's and the server's both have it. */
export interface Brush {
  fillStyle: unknown;
  strokeStyle: unknown;
  lineWidth: number;
  font: string;
  textAlign: unknown;
  textBaseline: unknown;
  save(): void;
  restore(): void;
  beginPath(): void;
  rect(x: number, y: number, width: number, height: number): void;
  clip(): void;
  moveTo(x: number, y: number): void;
  lineTo(x: number, y: number): void;
  stroke(): void;
  fillRect(x: number, y: number, width: number, height: number): void;
  strokeRect(x: number, y: number, width: number, height: number): void;
  fillText(text: string, x: number, y: number): void;
}

export interface TimelineStyle {
  theme: Theme;
  fontFamily: string;
  window: TimeWindow;
  /** The task to mark. */
  focused: TracedTask | null;
}
