/** The tokens file itself: both themes define the same roles, and every ink keeps its contrast. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';

type Tokens = Record<string, string>;

const css = readFileSync(join(import.meta.dirname, '../../web/src/tokens.css'), 'utf8');

/** The custom properties of the rule that begins with this selector. */
function block(selector: string): Tokens {
  const start = css.indexOf(`${selector} {`);
  expect(start, `${selector} is in tokens.css`).toBeGreaterThan(-1);
  const body = css.slice(css.indexOf('{', start) + 1, css.indexOf('}', start)).replaceAll(/\/\*[^]*?\*\//g, '');
  return Object.fromEntries([...body.matchAll(/(--[\w-]+):\s*([^;]+);/g)].map(([, name = '', value = '']) => [name, value.trim()]));
}

const light = block(':root, :root[data-theme="light"]');
const system = block(':root:not([data-theme="light"])');
const dark = block(':root[data-theme="dark"]');
const roles = block('\n:root');

/** The colour behind a role, its `var()` followed. */
function colour(theme: Tokens, role: string): string {
  const value = theme[role] ?? roles[role];
  if (!value) throw new Error(`${role} is not defined`);
  const other = /^var\((--[\w-]+)\)$/.exec(value)?.[1];
  return other ? colour(theme, other) : value;
}

/** Relative luminance of #rrggbb (WCAG 2.2). */
function luminance(hex: string): number {
  expect(hex).toMatch(/^#[0-9a-f]{6}$/);
  const linear = (place: number): number => {
    const part = Number.parseInt(hex.slice(place, place + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  };
  return 0.2126 * linear(1) + 0.7152 * linear(3) + 0.0722 * linear(5);
}

function contrast(theme: Tokens, ink: string, plane: string): number {
  const both = [luminance(colour(theme, ink)), luminance(colour(theme, plane))];
  return (Math.max(...both) + 0.05) / (Math.min(...both) + 0.05);
}

const inks: [ink: string, plane: string][] = [
  ...['--text', '--text-2', '--text-3', '--link'].flatMap(ink => ['--surface', '--surface-2', '--hover'].map((plane): [string, string] => [ink, plane])),
  ...['gain', 'loss', 'late', 'risk', 'info'].flatMap((word): [string, string][] => [[`--${word}`, '--surface'], [`--${word}`, `--${word}-bg`]]),
  ['--accent', '--accent-bg'], ['--text', '--selected'], ['--on-accent', '--accent'], ['--on-accent', '--accent-strong'],
  ['--chart-axis', '--surface'], ['--chart-plotline', '--surface'], ['--chart-mark', '--surface'], ['--chart-total', '--surface'],
];
const edges = ['--line-control', '--chart-in', '--chart-out', '--chart-casa', '--chart-td', '--chart-invest', '--chart-loan',
  ...[1, 2, 3, 4, 5, 6, 7, 8].map(number => `--c-${number}`)];

test('the three theme blocks define the same roles', () => {
  expect(Object.keys(light).length).toBeGreaterThan(30);
  expect(Object.keys(dark).sort()).toEqual(Object.keys(light).sort());
  expect(dark).toEqual(system);
});

for (const [name, theme] of [['light', light], ['dark', dark]] as const) {
  test(`in the ${name} theme every text keeps 4.5 : 1`, () => {
    const faint = inks.filter(([ink, plane]) => contrast(theme, ink, plane) < 4.5).map(pair => pair.join(' on '));
    expect(faint).toEqual([]);
  });

  test(`in the ${name} theme every chart colour and control edge keeps 3 : 1`, () => {
    const faint = edges.filter(ink => contrast(theme, ink, '--surface') < 3);
    expect(faint).toEqual([]);
  });
}
