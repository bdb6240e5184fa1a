import type { NodeId } from '../language/graph.ts';
import { complement, where } from './express.ts';
import { numberOf, risingMode } from './parameters.ts';
import type { Builder, Distribution, Parameters } from './types.ts';

const read = (p: Parameters) =>
  [numberOf(p, 'min'), numberOf(p, 'mode'), numberOf(p, 'max')] as const;

/**
 * Triangular(min, mode, max): x = min + √(u (max−min)(mode−min)) below the mode,
 * max − √((1−u)(max−min)(max−mode)) above it. With the mode at min the difference from min is worked
 * out without cancellation: 1 − √(1−u) = u / (1 + √(1−u)).
 * Source: Kotz & van Dorp, Beyond Beta (2004), ch. 1.
 */
export const triangular: Distribution = {
  kind: 'triangular',
  summary: 'A rough three-point estimate with hard limits: least, most likely, most.',
  source: 'Kotz & van Dorp, Beyond Beta (2004), ch. 1',
  parameters: {
    min: { type: 'number', doc: 'Smallest value.' },
    mode: { type: 'number', doc: 'Most likely value, from min to max.' },
    max: { type: 'number', doc: 'Largest value, above min.' },
  },
  discrete: false,
  check: risingMode,
  quantile(p) {
    const [min, mode, max] = read(p);
    const left = (max - min) * (mode - min);
    const right = (max - min) * (max - mode);
    const split = (mode - min) / (max - min);
    if (split === 0) return (u) => min + ((max - min) * u) / (1 + Math.sqrt(1 - u));
    return (u) => (u < split ? min + Math.sqrt(u * left) : max - Math.sqrt((1 - u) * right));
  },
  cdf(p) {
    const [min, mode, max] = read(p);
    return (x) => leftOf(x - min, mode - min, max - min);
  },
  survival(p) {
    const [min, mode, max] = read(p);
    return (x) => leftOf(max - x, max - mode, max - min);
  },
  mean(p) {
    const [min, mode, max] = read(p);
    return (min + mode + max) / 3;
  },
  sd(p) {
    const [min, mode, max] = read(p);
    const [a, b] = [mode - min, max - mode];
    return Math.sqrt((a * a + a * b + b * b) / 18);
  },
  support: (p) => [numberOf(p, 'min'), numberOf(p, 'max')],
  express(builder, u, { min, mode, max }) {
    return triangle(builder, u, min as number, mode as number, max as number);
  },
  example: { min: 2, mode: 3, max: 8 },
};

/** The share of a triangle within `distance` of the end from which the mode is `side` away. */
function leftOf(distance: number, side: number, width: number): number {
  if (distance <= 0) return 0;
  if (distance >= width) return 1;
  if (distance < side) return (distance * distance) / (width * side);
  const share = distance / width;
  if (side === 0) return share * (2 - share);
  const rest = width - distance;
  return 1 - (rest * rest) / (width * (width - side));
}

function triangle(builder: Builder, u: NodeId, min: NodeId, mode: NodeId, max: NodeId): NodeId {
  const { apply } = builder;
  const [one, v] = [builder.constant(1), complement(builder, u)];
  const inside = apply('and', apply('le', min, mode), apply('le', mode, max));
  const width = apply('sub', max, min);
  const range = where(builder, apply('and', inside, apply('lt', min, max)), width);
  if (mode === min) {
    const shrunk = apply('div', apply('mul', range, u), apply('add', one, apply('sqrt', v)));
    return apply('add', min, shrunk);
  }
  const fromMin = apply('sub', mode, min);
  const left = apply('sqrt', apply('mul', u, apply('mul', range, fromMin)));
  const right = apply('sqrt', apply('mul', v, apply('mul', range, apply('sub', max, mode))));
  const isLeft = apply('lt', u, apply('div', fromMin, range));
  return apply('select', isLeft, apply('add', min, left), apply('sub', max, right));
}
