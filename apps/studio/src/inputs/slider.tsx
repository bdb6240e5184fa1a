import { useState } from 'react';

interface SliderProps {
  readonly label: string;
  readonly value: number;
  readonly onSlide: (value: number) => void;
  readonly onChange: (value: number) => void;
}

const steps = 100;

/** From zero to twice the figure as it was at first: a first feel for what it does. */
export function Slider({ label, value, onSlide, onChange }: SliderProps) {
  const [first] = useState(value);
  const [at, setAt] = useState<number | null>(null);
  if (first === 0) return null;
  const end = Number((2 * first).toPrecision(6));
  const commit = () => {
    if (at !== null && at !== value) onChange(at);
    setAt(null);
  };
  return (
    <input
      type="range"
      className="slider"
      aria-label={`${label}, slider`}
      min={Math.min(0, end)}
      max={Math.max(0, end)}
      step={Math.abs(end) / steps}
      value={at ?? value}
      onChange={(event) => {
        const now = Number(Number(event.target.value).toPrecision(6));
        setAt(now);
        onSlide(now);
      }}
      onPointerUp={commit}
      onKeyUp={commit}
      onBlur={commit}
    />
  );
}
