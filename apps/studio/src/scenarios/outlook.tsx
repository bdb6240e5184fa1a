/** Twenty dots of three options, stacked from left to right; the second comes out ahead. */
const options = [
  { from: 2, stacks: [1, 1, 2, 3, 4, 3, 2, 2, 1, 1] },
  { from: 9, stacks: [1, 2, 4, 5, 4, 2, 1, 1] },
  { from: 0, stacks: [1, 0, 1, 1, 1, 2, 1, 2, 2, 1, 2, 1, 1, 1, 0, 1, 1, 0, 1] },
] as const;

const stepPx = 12;
const rowPx = 64;

/** What the results look like, as an ornament: it has no figures and is not read out. */
export function Outlook() {
  return (
    <svg
      className="outlook"
      viewBox={`0 0 ${22 * stepPx} ${options.length * rowPx + 3}`}
      aria-hidden="true"
    >
      {options.map(({ from, stacks }, row) => {
        const floor = (row + 1) * rowPx;
        return (
          <g key={from} data-ahead={row === 1}>
            {stacks.flatMap((dots, column) =>
              Array.from({ length: dots }, (_, k) => (
                <circle
                  // biome-ignore lint/suspicious/noArrayIndexKey: the dots never change
                  key={`${column} ${k}`}
                  cx={(from + column + 1) * stepPx}
                  cy={floor - stepPx * (k + 0.5)}
                  r={4.6}
                />
              )),
            )}
            <line x1={0} x2={22 * stepPx} y1={floor + 1} y2={floor + 1} />
          </g>
        );
      })}
    </svg>
  );
}
