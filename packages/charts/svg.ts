import { plain, textWidth } from './text.ts';
import { type Colour, chartCss, fontFamily, paint } from './theme.ts';
import type { Chart, ChartTable, Placement } from './types.ts';

type Attributes = Readonly<Record<string, string | number | undefined>>;

const entities: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text made safe for XML: markup escaped, characters XML forbids left out. */
export function escapeXml(text: string): string {
  return (
    text
      .toWellFormed()
      // biome-ignore lint/suspicious/noControlCharactersInRegex: XML 1.0 forbids exactly these
      .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '')
      .replace(/[&<>"']/g, (character) => entities[character] ?? '')
  );
}

/** An element. Children are markup already; numbers are kept to a hundredth of a pixel. */
export function el(name: string, attributes: Attributes, ...children: string[]): string {
  const written = Object.entries(attributes)
    .filter(([, value]) => value !== undefined)
    .map(
      ([key, value]) =>
        ` ${key}="${typeof value === 'number' ? px(value) : escapeXml(value ?? '')}"`,
    )
    .join('');
  return children.length === 0
    ? `<${name}${written}/>`
    : `<${name}${written}>${children.join('')}</${name}>`;
}

/** A coordinate as text. A coordinate that is no number is a defect of the chart, so it throws. */
export function px(value: number): string {
  if (!Number.isFinite(value)) throw new RangeError('a chart coordinate must be a finite number');
  return String(Math.round(value * 100) / 100);
}

export interface TextStyle {
  readonly size?: number;
  readonly anchor?: 'start' | 'middle' | 'end';
  readonly bold?: boolean;
  readonly colour?: Colour;
}

export function text(x: number, y: number, content: string, style: TextStyle = {}): string {
  const { size, anchor, bold, colour = 'ink' } = style;
  const attributes = {
    x,
    y,
    ...(size && size !== baseSizePx ? { 'font-size': size } : {}),
    ...(anchor && anchor !== 'start' ? { 'text-anchor': anchor } : {}),
    ...(bold ? { 'font-weight': 600 } : {}),
    ...(colour === 'ink' ? {} : paint({ fill: colour })),
  };
  return el('text', attributes, escapeXml(content));
}

export const baseSizePx = 12;
export const smallSizePx = 11;

export function line(x1: number, y1: number, x2: number, y2: number, colour: Colour, widthPx = 1) {
  return el('line', { x1, y1, x2, y2, ...paint({ stroke: colour }), 'stroke-width': widthPx });
}

interface Drawing {
  readonly kind: string;
  readonly title: string;
  readonly summary: string;
  readonly height: number;
  readonly body: string;
  readonly table: ChartTable;
}

/** Wraps a drawn body into a chart: size, role, title, description and styles. */
export function chart(place: Placement, drawing: Drawing): Chart {
  const id = `${place.id}-${drawing.kind}`;
  const title = plain(drawing.title);
  const width = chartWidth(place);
  const root = {
    xmlns: 'http://www.w3.org/2000/svg',
    class: 'chart',
    id,
    role: 'img',
    'aria-labelledby': `${id}-title ${id}-desc`,
    viewBox: `0 0 ${px(width)} ${px(drawing.height)}`,
    width,
    height: drawing.height,
    'font-family': fontFamily,
    'font-size': baseSizePx,
  };
  const svg = el(
    'svg',
    root,
    el('title', { id: `${id}-title` }, escapeXml(title)),
    el('desc', { id: `${id}-desc` }, escapeXml(drawing.summary)),
    el('style', {}, chartCss),
    el('rect', { width, height: drawing.height, ...paint({ fill: 'surface' }) }),
    el('g', paint({ fill: 'ink' }), drawing.body),
  );
  return { id, title, summary: drawing.summary, svg, table: drawing.table };
}

export const chartWidth = (place: Placement): number => Math.max(280, Math.min(1600, place.width));

/** Keeps lines and marks from running through letters written over them. */
export const haloed = (markup: string): string => {
  const outline = { ...paint({ stroke: 'surface' }), 'stroke-width': 4, 'paint-order': 'stroke' };
  return el('g', outline, markup);
};

/** The markup of a chart for a page that already holds `chartCss`. */
export const withoutStyle = (svg: string): string => svg.replace(`<style>${chartCss}</style>`, '');

/** Whether a text of the base size fits in so many pixels, with a little air. */
export const fits = (content: string, widthPx: number, sizePx = baseSizePx): boolean =>
  textWidth(content, sizePx) + 4 <= widthPx;
