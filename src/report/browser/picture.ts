/** What is drawn on the page by script. */
export interface Picture {
  /** Again, because its width, theme or data changed. */
  redraw(): void;
  /** It left the page. */
  close(): void;
}

/** Calls `redraw` now and whenever the element's width changes, until the returned function is called. */
export function onResize(element: HTMLElement, redraw: () => void): () => void {
  let width = 0;
  let isOver = false;
  const observer = new ResizeObserver(() => {
    if (element.clientWidth === width) return;
    width = element.clientWidth;
    // After the observer's turn: drawing changes the height of what it observes.
    requestAnimationFrame(() => {
      if (!isOver) redraw();
    });
  });
  observer.observe(element);
  return () => {
    isOver = true;
    observer.disconnect();
  };
}
