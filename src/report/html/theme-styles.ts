/** The palettes as CSS variables: by the system's preference, or by the reader's choice. */
import { dark, families, light } from '../palette.js';
import type { Theme } from '../palette.js';

/** Rules for `:root`. Print always takes the light palette. */
export function themeStyles(): string {
  return [
    `:root{${variables(light)}}`,
    `@media screen and (prefers-color-scheme:dark){:root{${variables(dark)}}}`,
    `@media screen{:root[data-theme=light]{${variables(light)}}:root[data-theme=dark]{${variables(dark)}}}`,
    ...families.map((family) => `.marker.${family}{color:var(--${family})}`),
    '',
  ].join('\n');
}

function variables(theme: Theme): string {
  const { name, family, ...colors } = theme;
  const entries = [...Object.entries(colors), ...Object.entries(family)];
  return `color-scheme:${name};${entries.map(([key, value]) => `--${key}:${value}`).join(';')}`;
}
