import { encodePng } from './png.js';
import { flagWidth, type Shape } from './shapes.js';

const heightPixels = 80;
const widthPixels = heightPixels * flagWidth;
/** Points looked at in each direction of a pixel, so that edges come out smooth. */
const pointsPerSide = 2;

/** Paints shapes over one another, the last on top, and gives the picture as a PNG file. */
export function paintFlag(shapes: Shape[]): Buffer {
  const topFirst = shapes.toReversed();
  const rgb = new Uint8Array(widthPixels * heightPixels * 3);
  for (let pixel = 0; pixel < widthPixels * heightPixels; pixel++) {
    const column = pixel % widthPixels;
    rgb.set(pixelColour(topFirst, column, (pixel - column) / widthPixels), pixel * 3);
  }
  return encodePng(widthPixels, heightPixels, rgb);
}

/** The mean colour of the pixel's points: red, green, blue. */
function pixelColour(topFirst: Shape[], column: number, row: number): [number, number, number] {
  const points = pointsPerSide * pointsPerSide;
  let [red, green, blue] = [0, 0, 0];
  for (let point = 0; point < points; point++) {
    const subColumn = point % pointsPerSide;
    const subRow = (point - subColumn) / pointsPerSide;
    const x = (column + (subColumn + 0.5) / pointsPerSide) / heightPixels;
    const y = (row + (subRow + 0.5) / pointsPerSide) / heightPixels;
    const colour = topFirst.find((shape) => shape.covers(x, y))?.colour ?? 0;
    red += colour >> 16;
    green += (colour >> 8) & 0xff;
    blue += colour & 0xff;
  }
  return [red / points, green / points, blue / points];
}
