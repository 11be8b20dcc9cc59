/** On paper nothing can be unfolded: everything is open, and pictures take the light palette. */

import { putOnPaper } from './theme.js';

/** `redraw` is called before and after printing. */
export function beReadyToPrint(redraw: () => void): void {
  let opened: HTMLDetailsElement[] = [];
  window.addEventListener('beforeprint', () => {
    opened = [...document.querySelectorAll('details')].filter((details) => !details.open);
    for (const details of opened) details.open = true;
    putOnPaper(true);
    redraw();
  });
  window.addEventListener('afterprint', () => {
    for (const details of opened) details.open = false;
    putOnPaper(false);
    redraw();
  });
}
