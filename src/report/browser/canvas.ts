/** Canvases that are sharp on dense screens. */

/** Sets the size in CSS pixels; everything is painted in those. */
export function sized(canvas: HTMLCanvasElement, width: number, height: number): void {
  const ratio = window.devicePixelRatio;
  canvas.style.width = `${width}px`;
  canvas.style.height = `${height}px`;
  canvas.width = Math.round(width * ratio);
  canvas.height = Math.round(height * ratio);
  context(canvas).scale(ratio, ratio);
}

export function context(canvas: HTMLCanvasElement): CanvasRenderingContext2D {
  const brush = canvas.getContext('2d');
  if (!brush) throw new Error('this browser draws no canvas');
  return brush;
}
