/** The sections of the page; while a run goes on, those that changed are exchanged. */
import type { PageData } from './data.js';
import { keepState } from './kept-state.js';
import type { Picture } from './picture.js';
import { enliven } from './section.js';

interface Shown {
  element: Element;
  /** As it came, before a script touched it. */
  markup: string;
  picture: Picture;
}

export class Sections {
  readonly #shown = new Map<string, Shown>();

  constructor(data: PageData) {
    for (const element of document.querySelectorAll('main > section')) this.#show(element, data);
  }

  redraw(): void {
    for (const { picture } of this.#shown.values()) picture.redraw();
  }

  /** Puts the sections in the place of those before; what did not change stays as the reader has it. */
  update(markups: readonly { id: string; markup: string }[], data: PageData): void {
    const ids = new Set(markups.map(({ id }) => id));
    for (const id of [...this.#shown.keys()].filter((id) => !ids.has(id))) this.#remove(id);
    let before: Element | null = null;
    for (const { id, markup } of markups) {
      before = this.#place(id, parsed(markup), before, data);
    }
  }

  #place(id: string, fresh: Element, before: Element | null, data: PageData): Element {
    const old = this.#shown.get(id);
    if (old?.markup === fresh.outerHTML) return old.element;
    const focused = document.activeElement;
    if (old) old.element.replaceWith(fresh);
    else if (before) before.after(fresh);
    else document.querySelector('main')?.prepend(fresh);
    old?.picture.close();
    this.#show(fresh, data);
    if (old) keepState(old.element, fresh, focused);
    return fresh;
  }

  #show(element: Element, data: PageData): void {
    const markup = element.outerHTML;
    this.#shown.set(element.id, { element, markup, picture: enliven(element, data) });
  }

  #remove(id: string): void {
    const shown = this.#shown.get(id);
    shown?.picture.close();
    shown?.element.remove();
    this.#shown.delete(id);
  }
}

function parsed(markup: string): Element {
  const template = document.createElement('template');
  template.innerHTML = markup;
  const [element] = template.content.children;
  if (!element) throw new Error('a section without an element');
  return element;
}
