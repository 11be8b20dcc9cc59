/** How the flags of the twenty most populous countries (as of 2014) look, simplified where they hold emblems. */
import {
  band,
  crescent,
  disc,
  field,
  flagWidth,
  horizontalStripes,
  polygon,
  rays,
  rectangle,
  ring,
  star,
  verticalStripes,
  type Shape,
} from './shapes.js';

const white = 0xffffff;
const black = 0x000000;
const middle = flagWidth / 2;

const drawings = {
  CN: [
    field(0xde2910),
    star(0xffde00, 0.25, 0.25, 0.15),
    star(0xffde00, 0.5, 0.1, 0.05, 23),
    star(0xffde00, 0.6, 0.2, 0.05, 46),
    star(0xffde00, 0.6, 0.35, 0.05, 70),
    star(0xffde00, 0.5, 0.45, 0.05, 21),
  ],
  IN: [
    ...horizontalStripes(0xff9933, white, 0x138808),
    rays(0x000080, middle, 0.5, 0.14, 24),
    ring(0x000080, middle, 0.5, 0.15, 0.13),
  ],
  US: [
    ...horizontalStripes(
      ...Array.from({ length: 13 }, (_, stripe) => (stripe % 2 === 0 ? 0xb22234 : white)),
    ),
    rectangle(0x3c3b6e, 0, 0, 0.6, 7 / 13),
    ...starsOfTheStates(),
  ],
  ID: horizontalStripes(0xce1126, white),
  BR: [
    field(0x009739),
    polygon(0xfedd00, [0.13, 0.5], [middle, 0.09], [flagWidth - 0.13, 0.5], [middle, 0.91]),
    disc(0x012169, middle, 0.5, 0.25),
    crescent(ring(white, 0.6, 1, 0.6, 0.55), outside(disc(0, middle, 0.5, 0.25))),
  ],
  PK: [
    field(0x01411c),
    rectangle(white, 0, 0, 0.375, 1),
    crescent(disc(white, 0.94, 0.5, 0.3), disc(0, 1.01, 0.43, 0.275)),
    star(white, 1.07, 0.37, 0.1, 48),
  ],
  NG: verticalStripes(0x008751, white, 0x008751),
  BD: [field(0x006a4e), disc(0xf42a41, 0.675, 0.5, 0.33)],
  RU: horizontalStripes(white, 0x0039a6, 0xd52b1e),
  JP: [field(white), disc(0xbc002d, middle, 0.5, 0.3)],
  MX: [
    ...verticalStripes(0x006847, white, 0xce1126),
    crescent(ring(0x3f7f3f, middle, 0.5, 0.16, 0.13), rectangle(0, 0, 0, flagWidth, 0.5)),
    polygon(0x8f4620, [0.66, 0.4], [0.75, 0.34], [0.85, 0.42], [0.8, 0.6], [0.7, 0.6]),
    disc(0xb7772f, 0.7, 0.38, 0.035),
  ],
  PH: [
    ...horizontalStripes(0x0038a8, 0xce1126),
    polygon(white, [0, 0], [0.866, 0.5], [0, 1]),
    rays(0xfcd116, 0.29, 0.5, 0.2, 8),
    disc(0xfcd116, 0.29, 0.5, 0.1),
    star(0xfcd116, 0.07, 0.13, 0.06, 18),
    star(0xfcd116, 0.07, 0.87, 0.06),
    star(0xfcd116, 0.74, 0.5, 0.06, 90),
  ],
  VN: [field(0xda251d), star(0xffff00, middle, 0.5, 0.3)],
  ET: [
    ...horizontalStripes(0x078930, 0xfcdd09, 0xda121a),
    disc(0x0f47af, middle, 0.5, 0.3),
    star(0xfcdd09, middle, 0.5, 0.24),
    star(0x0f47af, middle, 0.5, 0.17),
    rays(0xfcdd09, middle, 0.5, 0.07, 5),
  ],
  EG: [
    ...horizontalStripes(0xce1126, white, black),
    polygon(0xc09300, [0.62, 0.38], [0.88, 0.38], [0.84, 0.58], [middle, 0.64], [0.66, 0.58]),
    disc(0xc09300, middle, 0.39, 0.04),
  ],
  DE: horizontalStripes(black, 0xdd0000, 0xffce00),
  IR: [
    ...horizontalStripes(0x239f40, white, 0xda0000),
    ring(0xda0000, middle, 0.5, 0.12, 0.09),
    rectangle(white, middle - 0.05, 0.36, middle + 0.05, 0.43),
    rectangle(0xda0000, middle - 0.012, 0.37, middle + 0.012, 0.62),
    crescent(disc(0xda0000, middle, 0.5, 0.07), disc(0, middle, 0.47, 0.06)),
  ],
  TR: [
    field(0xe30a17),
    crescent(disc(white, 0.5, 0.5, 0.25), disc(0, 0.5625, 0.5, 0.2)),
    star(white, 0.83, 0.5, 0.125, -90),
  ],
  CD: [
    field(0x007fff),
    band(0xf7d618, 0.34, [0, 1], [flagWidth, 0]),
    band(0xce1021, 0.24, [0, 1], [flagWidth, 0]),
    star(0xf7d618, 0.26, 0.26, 0.18),
  ],
  FR: verticalStripes(0x002395, white, 0xed2939),
} satisfies Record<string, Shape[]>;

/** ISO 3166-1 code of a country whose flag can be drawn. */
export type CountryCode = keyof typeof drawings;

/** The codes, by population. */
export const countryCodes = Object.keys(drawings) as CountryCode[];

/** The shapes of a flag, from the bottom to the top. */
export function drawingOf(code: CountryCode): Shape[] {
  return drawings[code];
}

/** Nine rows of six and five stars by turns. */
function starsOfTheStates(): Shape[] {
  const stars: Shape[] = [];
  for (let row = 0; row < 9; row++) {
    for (let column = row % 2; column < 11; column += 2) {
      stars.push(star(white, 0.05 * (column + 1), (0.7 / 13) * (row + 1), 0.024));
    }
  }
  return stars;
}

function outside(shape: Shape): Shape {
  return { colour: shape.colour, covers: (x, y) => !shape.covers(x, y) };
}
