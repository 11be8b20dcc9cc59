/** On paper nothing can be unfolded: everything is open, and pictures take the light palette. */

/** `redraw` is called before and after printing. */
export function beReadyToPrint(redraw: () => void): void {
  let opened: HTMLDetailsElement[] = [];
  window.addEventListener('beforeprint', () => {
    opened = [...document.querySelectorAll('details')].filter((details) => !details.open);
    for (const details of opened) details.open = true;
    redraw();
  });
  window.addEventListener('afterprint', () => {
    for (const details of opened) details.open = false;
    redraw();
  });
}
