import { el, text } from './svg.ts';
import { fit, textWidth } from './text.ts';
import { type Colour, paint } from './theme.ts';

interface Entry {
  readonly label: string;
  readonly colour: Colour;
}

interface Legend {
  readonly markup: string;
  readonly height: number;
  /** Dash pattern of each entry's line, undefined for a solid one: colour is never alone. */
  readonly dashes: readonly (string | undefined)[];
}

const dashes = [undefined, '8 4', '2 3', '10 3 2 3', '5 2', '1 4'] as const;
const linePx = 18;
const samplePx = 26;

/** Entries with a sample of their line, wrapped to the width. */
export function drawLegend(entries: readonly Entry[], width: number): Legend {
  let x = 12;
  let y = 16;
  const parts: string[] = [];
  entries.forEach(({ label, colour }, i) => {
    const shown = fit(label, width - 24 - samplePx - 8, 12);
    const needed = samplePx + 6 + textWidth(shown, 12) + 18;
    if (x > 12 && x + needed - 18 > width - 12) {
      x = 12;
      y += linePx;
    }
    const stroke = { ...paint({ stroke: colour }), 'stroke-width': 2.2 };
    parts.push(
      el('line', {
        x1: x,
        y1: y - 4,
        x2: x + samplePx,
        y2: y - 4,
        ...stroke,
        'stroke-dasharray': dashes[i % dashes.length],
      }),
      text(x + samplePx + 6, y, shown),
    );
    x += needed;
  });
  return {
    markup: parts.join(''),
    height: y + 4,
    dashes: entries.map((_, i) => dashes[i % dashes.length]),
  };
}
