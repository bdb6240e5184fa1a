/** A line of a plot: its points must be above 0. */
export interface Line {
  readonly name: string;
  readonly points: readonly (readonly [x: number, y: number])[];
}

export interface Panel {
  readonly title: string;
  readonly lines: readonly Line[];
}

const WIDTH = 360;
const HEIGHT = 260;
const LEFT = 52;
const RIGHT = 26;
const TOP = 44;
const BOTTOM = 40;
const COLOURS = ['#1f6feb', '#bc4c00'];

type Scale = (value: number) => number;

/** Panels side by side on logarithmic axes, each power of ten a grid line, as SVG. Names hold no markup. */
export function plotOf(xTitle: string, panels: readonly Panel[]): string {
  const width = WIDTH * panels.length;
  const drawn = panels.map(
    (panel, i) => `<g transform="translate(${i * WIDTH} 0)">\n${panelOf(xTitle, panel)}\n</g>`,
  );
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${HEIGHT}" width="${width}" height="${HEIGHT}" font-family="system-ui, sans-serif" font-size="11" fill="#24292f">
<title>${panels.map(({ title }) => title).join('; ')} against ${xTitle}</title>
<rect width="${width}" height="${HEIGHT}" fill="#fff"/>
${drawn.join('\n')}
</svg>
`;
}

function panelOf(xTitle: string, { title, lines }: Panel): string {
  const all = lines.flatMap(({ points }) => points);
  const xs = decades(all.map(([x]) => x));
  const ys = decades(all.map(([, y]) => y));
  const x = scale(xs, LEFT, WIDTH - RIGHT);
  const y = scale(ys, HEIGHT - BOTTOM, TOP);
  const [left, right, top, bottom] = [LEFT, WIDTH - RIGHT, TOP, HEIGHT - BOTTOM];
  return [
    `<text x="${left}" y="16" font-weight="600">${title}</text>`,
    ...ys.map((v) => rule(left, y(v), right, y(v)) + text(left - 6, y(v) + 4, label(v), 'end')),
    ...xs.map((v) => rule(x(v), top, x(v), bottom) + text(x(v), bottom + 15, label(v), 'middle')),
    text((left + right) / 2, HEIGHT - 8, xTitle, 'middle'),
    ...lines.map((line, i) => lineOf(line, i, x, y)),
  ].join('\n');
}

function lineOf({ name, points }: Line, i: number, x: Scale, y: Scale): string {
  const colour = COLOURS[i % COLOURS.length];
  const at = points.map(([a, b]) => `${x(a).toFixed(1)},${y(b).toFixed(1)}`);
  const dots = at.map((place) => {
    const [cx, cy] = place.split(',');
    return `<circle cx="${cx}" cy="${cy}" r="2.5"/>`;
  });
  return `<g fill="${colour}"><polyline fill="none" stroke="${colour}" stroke-width="1.5" points="${at.join(' ')}"/>${dots.join('')}${text(LEFT + 110 * i, 34, name, 'start')}</g>`;
}

const rule = (x1: number, y1: number, x2: number, y2: number) =>
  `<line x1="${x1.toFixed(1)}" y1="${y1.toFixed(1)}" x2="${x2.toFixed(1)}" y2="${y2.toFixed(1)}" stroke="#d0d7de"/>`;

const text = (x: number, y: number, words: string, anchor: string) =>
  `<text x="${x.toFixed(1)}" y="${y.toFixed(1)}" text-anchor="${anchor}">${words}</text>`;

/** The powers of ten that enclose some figures, two at least. */
function decades(figures: readonly number[]): number[] {
  const first = Math.floor(Math.log10(Math.min(...figures)) + 1e-9);
  const last = Math.max(first + 1, Math.ceil(Math.log10(Math.max(...figures)) - 1e-9));
  return Array.from({ length: last - first + 1 }, (_, i) => 10 ** (first + i));
}

function scale(range: readonly number[], from: number, to: number): Scale {
  const [low, high] = [Math.log10(range[0] as number), Math.log10(range.at(-1) as number)];
  return (value) => from + ((Math.log10(value) - low) / (high - low)) * (to - from);
}

const label = (value: number) => (value >= 1e6 ? `${value / 1e6} m` : value.toLocaleString('en'));
