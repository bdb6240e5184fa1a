import { rangeWithUnit, withUnit } from '@scenario-sandbox/charts/format.ts';
import { useMemo } from 'react';
import { type Shape, shapeOf } from '../document/density.ts';
import { unbroken } from '../ui/unbroken.tsx';

interface DistributionPreviewProps {
  readonly spec: unknown;
  readonly unit: string;
}

/** What the fields above say, as a shape and in words. */
export function DistributionPreview({ spec, unit }: DistributionPreviewProps) {
  const shape = useMemo(() => shapeOf(spec), [spec]);
  if (!shape) return null;
  const { p5, p50, p95 } = shape;
  return (
    <div className="preview">
      {shape.curve.length > 0 && <Curve shape={shape} />}
      <p>{unbroken(`Median ${withUnit(p50, unit)}, 90 % from ${rangeWithUnit(p5, p95, unit)}`)}</p>
    </div>
  );
}

const widthPx = 120;
const heightPx = 30;

/** The words beside it say the same, so it is not read out. */
function Curve({ shape: { curve, p5, p50, p95 } }: { readonly shape: Shape }) {
  const [first, last] = [curve[0]?.x ?? 0, curve.at(-1)?.x ?? 1];
  const top = Math.max(...curve.map(({ density }) => density));
  const x = (value: number) => (((value - first) / (last - first)) * widthPx).toFixed(1);
  const y = (density: number) => (heightPx - (density / top) * (heightPx - 2)).toFixed(1);
  const line = curve.map(({ x: value, density }) => `L${x(value)} ${y(density)}`).join('');
  return (
    <svg viewBox={`0 0 ${widthPx} ${heightPx}`} aria-hidden="true">
      <path d={`M0 ${heightPx}${line}L${widthPx} ${heightPx}Z`} />
      {[p5, p50, p95].map((value) => (
        <line key={value} x1={x(value)} x2={x(value)} y1={0} y2={heightPx} />
      ))}
    </svg>
  );
}
