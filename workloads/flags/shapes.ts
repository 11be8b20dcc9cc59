/**
 * The shapes that flags are made of. A shape says of a point whether it lies inside, and its colour.
 * Lengths count in flag heights: a flag reaches from (0, 0) at the top left to (1.5, 1).
 */
export interface Shape {
  /** 0xRRGGBB */
  colour: number;
  covers(x: number, y: number): boolean;
}

export const flagWidth = 1.5;

export function field(colour: number): Shape {
  return { colour, covers: () => true };
}

export function rectangle(
  colour: number,
  left: number,
  top: number,
  right: number,
  bottom: number,
): Shape {
  return { colour, covers: (x, y) => x >= left && x < right && y >= top && y < bottom };
}

/** Stripes of equal height from top to bottom. */
export function horizontalStripes(...colours: number[]): Shape[] {
  const height = 1 / colours.length;
  return colours.map((colour, index) =>
    rectangle(colour, 0, index * height, flagWidth, (index + 1) * height),
  );
}

/** Stripes of equal width from left to right. */
export function verticalStripes(...colours: number[]): Shape[] {
  const width = flagWidth / colours.length;
  return colours.map((colour, index) =>
    rectangle(colour, index * width, 0, (index + 1) * width, 1),
  );
}

/** A band of the given thickness along the line through two points. */
export function band(
  colour: number,
  thickness: number,
  [x1, y1]: [number, number],
  [x2, y2]: [number, number],
): Shape {
  const length = Math.hypot(x2 - x1, y2 - y1);
  const distance = (x: number, y: number) =>
    Math.abs((x - x1) * (y2 - y1) - (y - y1) * (x2 - x1)) / length;
  return { colour, covers: (x, y) => distance(x, y) <= thickness / 2 };
}

export function disc(colour: number, centreX: number, centreY: number, radius: number): Shape {
  return { colour, covers: (x, y) => (x - centreX) ** 2 + (y - centreY) ** 2 <= radius ** 2 };
}

export function ring(
  colour: number,
  centreX: number,
  centreY: number,
  outer: number,
  inner: number,
): Shape {
  const hole = disc(colour, centreX, centreY, inner);
  return crescent(disc(colour, centreX, centreY, outer), hole);
}

/** A disc with another bitten out of it. */
export function crescent(moon: Shape, bite: Shape): Shape {
  return { colour: moon.colour, covers: (x, y) => moon.covers(x, y) && !bite.covers(x, y) };
}

/** Thin sectors at equal angles: the spokes of a wheel, the rays of a sun. */
export function rays(
  colour: number,
  centreX: number,
  centreY: number,
  radius: number,
  count: number,
): Shape {
  const whole = disc(colour, centreX, centreY, radius);
  const covers = (x: number, y: number) => {
    if (!whole.covers(x, y)) return false;
    const turns = Math.atan2(y - centreY, x - centreX) / (2 * Math.PI) + 1;
    return Math.abs(((turns * count) % 1) - 0.5) > 0.35;
  };
  return { colour, covers };
}

/** A five-pointed star; the tilt turns it clockwise, in degrees. */
export function star(
  colour: number,
  centreX: number,
  centreY: number,
  radius: number,
  tiltDegrees = 0,
): Shape {
  const points = 5;
  const innerRadius = (radius * Math.sin(Math.PI / 10)) / Math.sin((3 * Math.PI) / 10);
  const corners = Array.from({ length: 2 * points }, (_, corner): [number, number] => {
    const angle = (corner * Math.PI) / points + (tiltDegrees * Math.PI) / 180;
    const reach = corner % 2 === 0 ? radius : innerRadius;
    return [centreX + reach * Math.sin(angle), centreY - reach * Math.cos(angle)];
  });
  return polygon(colour, ...corners);
}

/** The inside of a closed line, by counting its crossings to the right of the point. */
export function polygon(colour: number, ...corners: [number, number][]): Shape {
  const [left, right] = extent(corners.map(([x]) => x));
  const [top, bottom] = extent(corners.map(([, y]) => y));
  const edges = corners.map(([x, y], index) => {
    const [lastX, lastY] = corners.at(index - 1) ?? [x, y];
    return { x, y, lastY, slope: (lastX - x) / (lastY - y) };
  });
  const covers = (x: number, y: number) => {
    if (x < left || x > right || y < top || y > bottom) return false;
    const isCrossed = (edge: (typeof edges)[number]) =>
      edge.y > y !== edge.lastY > y && x < edge.x + (y - edge.y) * edge.slope;
    return edges.filter(isCrossed).length % 2 === 1;
  };
  return { colour, covers };
}

function extent(values: number[]): [number, number] {
  return [Math.min(...values), Math.max(...values)];
}
