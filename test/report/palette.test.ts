import assert from 'node:assert/strict';
import { test } from 'node:test';
import { dark, families, light, looksOf, markerOf } from '../../src/report/palette.js';
import type { Theme } from '../../src/report/palette.js';

type Rgb = [number, number, number];

/** Machado, Oliveira, Fernandes (2009), severity 1, on linear RGB. */
const visions: Record<string, [Rgb, Rgb, Rgb]> = {
  normal: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  protan: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deutan: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritan: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
};

for (const [theme, least] of [
  [light, 33],
  [dark, 36],
] as const) {
  for (const vision of Object.keys(visions)) {
    test(`${theme.name}: families differ by at least ${least} under ${vision} vision`, () => {
      assert.ok(
        smallestDifference(theme, vision) >= least,
        String(smallestDifference(theme, vision)),
      );
    });
  }

  test(`${theme.name}: marks stand out from the page at 3 to 1`, () => {
    for (const family of families) {
      assert.ok(contrast(theme.family[family], theme.page) >= 3, family);
    }
  });

  test(`${theme.name}: text is readable at 4.5 to 1 on page and panel`, () => {
    for (const text of [theme.ink, theme.muted, theme.better, theme.worse, theme.accent]) {
      for (const ground of [theme.page, theme.panel]) {
        assert.ok(contrast(text, ground) >= 4.5, `${text} on ${ground}: ${contrast(text, ground)}`);
      }
    }
  });
}

test('models differ by marker as well as by colour', () => {
  const looks = looksOf([
    'event-loop',
    'async-pool:20',
    'worker-pool:2',
    'worker-pool:2x10',
    'queue:2',
  ]);
  assert.equal(new Set(looks.map(markerOf)).size, looks.length);
});

function smallestDifference(theme: Theme, vision: string): number {
  const colours = families.map((family) => lab(seen(theme.family[family], vision)));
  const pairs = colours.flatMap((a, i) =>
    colours.slice(i + 1).map((b) => Math.hypot(...a.map((x, k) => x - b[k]!))),
  );
  return Math.min(...pairs);
}

function seen(hex: string, vision: string): Rgb {
  const colour = linear(hex);
  return visions[vision]!.map((row) =>
    Math.min(
      1,
      Math.max(
        0,
        row.reduce((sum, weight, index) => sum + weight * colour[index]!, 0),
      ),
    ),
  ) as Rgb;
}

function linear(hex: string): Rgb {
  return [1, 3, 5].map((at) => {
    const value = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  }) as Rgb;
}

/** CIE 1976 L*a*b*, D65. */
function lab([r, g, b]: Rgb): Rgb {
  const x = (0.4124564 * r + 0.3575761 * g + 0.1804375 * b) / 0.95047;
  const y = 0.2126729 * r + 0.7151522 * g + 0.072175 * b;
  const z = (0.0193339 * r + 0.119192 * g + 0.9503041 * b) / 1.08883;
  const f = (t: number) => (t > 216 / 24389 ? Math.cbrt(t) : (841 / 108) * t + 4 / 29);
  return [116 * f(y) - 16, 500 * (f(x) - f(y)), 200 * (f(y) - f(z))];
}

/** WCAG 2. */
function contrast(a: string, b: string): number {
  const luminance = (hex: string) => {
    const [r, g, blue] = linear(hex);
    return 0.2126 * r + 0.7152 * g + 0.0722 * blue;
  };
  const [low, high] = [luminance(a), luminance(b)].sort((p, q) => p - q) as [number, number];
  return (high + 0.05) / (low + 0.05);
}
