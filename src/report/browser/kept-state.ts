/** What the reader did to a section, done again to the one that takes its place. */

const focusable = 'a[href], button, select, summary, [tabindex]';

/**
 * Opened details, the order of tables, models switched off, scroll positions, the focus.
 *
 * @param focused what had the focus before `old` left the page, and lost it by that.
 */
export function keepState(old: Element, fresh: Element, focused: Element | null): void {
  inPairs<HTMLDetailsElement>(old, fresh, 'details', (before, after) => (after.open = before.open));
  inPairs(old, fresh, 'th', (before, after) => {
    const presses = { ascending: 1, descending: 2 }[before.getAttribute('aria-sort') ?? ''] ?? 0;
    for (let press = 0; press < presses; press += 1) after.querySelector('button')?.click();
  });
  inPairs<HTMLElement>(old, fresh, '[aria-pressed]', (before, after) => {
    if (before.getAttribute('aria-pressed') === 'false') after.click();
  });
  inPairs<HTMLSelectElement>(old, fresh, 'select', (before, after) => {
    if (before.value === after.value) return;
    after.value = before.value;
    after.dispatchEvent(new Event('change'));
  });
  inPairs(old, fresh, '.frame', (before, after) => (after.scrollLeft = before.scrollLeft));
  inPairs<HTMLElement>(old, fresh, focusable, (before, after) => {
    if (before === focused) after.focus({ preventScroll: true });
  });
}

function inPairs<E extends Element>(
  old: Element,
  fresh: Element,
  selector: string,
  act: (before: E, after: E) => void,
): void {
  const after = [...fresh.querySelectorAll<E>(selector)];
  const before = [...old.querySelectorAll<E>(selector)];
  // Another number means that rows or models came: which is which, nobody knows.
  if (before.length !== after.length) return;
  before.forEach((element, i) => {
    const partner = after[i];
    if (partner) act(element, partner);
  });
}
