import type { Compare } from '@scenario-sandbox/contract';
import { ScenarioInvalid } from '@scenario-sandbox/core/analyse.ts';
import { compare } from '@scenario-sandbox/core/compare/compare.ts';
import { EXIT } from '../exit.ts';
import { loadScenario } from '../scenario-source.ts';

interface CompareFlags {
  readonly seed?: number;
  readonly samples?: number;
  readonly json?: true;
}

/** `sandbox compare`: two scenarios set against each other; needs no server. */
export default async function run(
  left: string,
  right: string,
  { seed, samples, json }: CompareFlags,
): Promise<number> {
  const settings = {
    ...(seed !== undefined && { seed }),
    ...(samples !== undefined && { samples }),
  };
  const ours = await loadScenario(left);
  const theirs = await loadScenario(right);
  try {
    const result = compare(
      { scenario: ours.scenario, ...settings },
      { scenario: theirs.scenario, ...settings },
    );
    process.stdout.write(json ? `${JSON.stringify(result)}\n` : text(result));
    return EXIT.done;
  } catch (error) {
    if (error instanceof ScenarioInvalid) throw ours.invalid(error.problems);
    throw error;
  }
}

function text({ headline, delta, key_drivers }: Compare): string {
  const unit = delta.objective?.unit ?? '';
  const lines = [
    headline,
    ...delta.incompatibilities.map((each) => `! ${each}`),
    ...delta.inputs.map(
      ({ path, left, right }) => `  ${path}: ${left ?? 'nothing'} → ${right ?? 'nothing'}`,
    ),
    ...key_drivers.map(
      ({ change, contribution }) => `  ${signed(contribution ?? 0)} ${unit} from ${change}`,
    ),
  ];
  return `${lines.join('\n')}\n`;
}

const signed = (value: number) =>
  `${value < 0 ? '−' : '+'}${Number(Math.abs(value).toPrecision(4)).toLocaleString('en')}`;
