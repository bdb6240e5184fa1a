import type { QuantileSource } from '../language/graph.ts';
import { type Bench, type Operand, operand } from './bench.ts';
import type { Kernel } from './kernels/instance.ts';
import type { Instruction, Place } from './plan.ts';
import { type PreparedQuantile, prepareQuantile } from './quantile.ts';

type Run = () => void;

/** Quantiles of a block: by the kernel where there is a table, one by one where parameters vary or are discrete. */
export function quantileStep(bench: Bench, instruction: Instruction): Run {
  const { out, args, ref } = instruction;
  const { numbers, cursor, work } = bench;
  const { at: quantile, table } = prepareQuantile(work.graph.quantiles[ref] as QuantileSource);
  const at = bench.map.address(out as Place) / 8;
  const [u, ...parameters] = args.map((place) => operand(bench, place)) as [Operand, ...Operand[]];
  const values = new Array<number>(parameters.length).fill(0);
  const each = () => {
    for (let i = 0; i < cursor.count; i++) {
      for (let k = 0; k < parameters.length; k++) {
        const parameter = parameters[k] as Operand;
        values[k] = numbers[parameter.at + i * parameter.step] as number;
      }
      numbers[at + i] = quantile(numbers[u.at + i * u.step] as number, values);
    }
  };
  return table && u.step > 0 ? tabulatedStep(bench, instruction, { at: quantile, table }) : each;
}

/** The kernel leaves NaN where the table has no piece, or none yet. */
function tabulatedStep(
  bench: Bench,
  { out, args, ref }: Instruction,
  { at: quantile, table }: PreparedQuantile & { readonly table: Float64Array },
): Run {
  const { numbers, cursor } = bench;
  const kernel = bench.instance.kernels.tabulated as Kernel;
  const [to, from, rows] = [
    bench.map.address(out as Place),
    bench.map.address(args[0] as Place),
    bench.map.tableAddress(ref),
  ];
  numbers.set(table, rows / 8);
  return () => {
    if (kernel(to, from, rows, cursor.bytes) === 0) return;
    for (let i = 0; i < cursor.count; i++) {
      if (!Number.isNaN(numbers[to / 8 + i] as number)) continue;
      numbers[to / 8 + i] = quantile(numbers[from / 8 + i] as number, []);
    }
    numbers.set(table, rows / 8);
  };
}
