/** Colours by role: [light, dark]. Series hues follow Okabe & Ito, darkened or lightened to 3:1. */
const colours = {
  surface: ['#ffffff', '#14181f'],
  ink: ['#1b1f24', '#e8ecf1'],
  muted: ['#56606c', '#a8b2bf'],
  rule: ['#d8dde4', '#38414d'],
  other: ['#78838f', '#8d98a6'],
  s1: ['#0069a8', '#5cb4f0'],
  s2: ['#c24a00', '#f39052'],
  s3: ['#00795a', '#3fc9a0'],
  s4: ['#a0407b', '#e59ccb'],
  s5: ['#866200', '#e6bb52'],
  s6: ['#5b51b5', '#b0a8f2'],
} as const;

export type Colour = keyof typeof colours;

export const seriesColours = ['s1', 's2', 's3', 's4', 's5', 's6'] as const satisfies Colour[];

const names = Object.keys(colours) as Colour[];
const declare = (shade: 0 | 1) => names.map((n) => `--chart-${n}:${colours[n][shade]}`).join(';');
const classes = names
  .map((n) => `.chart .f-${n}{fill:var(--chart-${n})}.chart .k-${n}{stroke:var(--chart-${n})}`)
  .join('');

export const fontFamily =
  "system-ui,-apple-system,'Segoe UI',Roboto,'Helvetica Neue',Arial,sans-serif";

/**
 * The style every chart carries, the same text in each. A page sets its own colours through
 * `--chart-<role>` on a selector stronger than `:root`. Renderers without CSS get the light colours
 * from presentation attributes.
 */
export const chartCss =
  `:root{${declare(0)}}` +
  `@media screen and (prefers-color-scheme:dark){:root{${declare(1)}}}` +
  classes;

interface Paint {
  readonly fill?: Colour | 'none';
  readonly stroke?: Colour;
}

/** Attributes that paint an element: a class for themes and a plain colour as fallback. */
export function paint({ fill, stroke }: Paint): Record<string, string> {
  const classNames: string[] = [];
  const attributes: Record<string, string> = {};
  if (fill && fill !== 'none') {
    classNames.push(`f-${fill}`);
    attributes.fill = colours[fill][0];
  } else if (fill) attributes.fill = 'none';
  if (stroke) {
    classNames.push(`k-${stroke}`);
    attributes.stroke = colours[stroke][0];
  }
  if (classNames.length > 0) attributes.class = classNames.join(' ');
  return attributes;
}
