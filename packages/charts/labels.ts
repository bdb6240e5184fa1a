import { smallSizePx, text } from './svg.ts';
import { fit, textWidth } from './text.ts';

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

const heightPx = 14;
const gapPx = 10;

/**
 * Writes a point's name beside it where it touches nothing taken and stays within bounds, and takes
 * that place; writes nothing where there is no room (the table has every name).
 */
export function placeLabel(
  { name, onFrontier }: { readonly name: string; readonly onFrontier: boolean },
  x: number,
  y: number,
  taken: Box[],
  bounds: Box,
): string {
  const label = fit(name, Math.min(180, bounds.width * 0.6), smallSizePx);
  const width = textWidth(label, smallSizePx) * (onFrontier ? 1.08 : 1);
  const places: Box[] = [
    { x: x + gapPx, y: y - 7, width, height: heightPx },
    { x: x - gapPx - width, y: y - 7, width, height: heightPx },
    { x: x - width / 2, y: y - 9 - heightPx, width, height: heightPx },
    { x: x - width / 2, y: y + 9, width, height: heightPx },
  ];
  const place = places.find(
    (box) => within(box, bounds) && !taken.some((other) => overlap(box, other)),
  );
  if (!place) return '';
  taken.push(place);
  return text(place.x, place.y + 11, label, { size: smallSizePx, bold: onFrontier });
}

const within = (box: Box, bounds: Box): boolean =>
  box.x >= bounds.x &&
  box.y >= bounds.y &&
  box.x + box.width <= bounds.x + bounds.width &&
  box.y + box.height <= bounds.y + bounds.height;

const overlap = (a: Box, b: Box): boolean =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
