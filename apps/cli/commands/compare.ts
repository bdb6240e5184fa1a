import type { Compare, Scenario } from '@scenario-sandbox/contract';
import { compare } from '@scenario-sandbox/core/compare/compare.ts';
import { compileScenario } from '@scenario-sandbox/core/language/compile.ts';
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
  const result = compare(
    { scenario: await loadRunnable(left), ...settings },
    { scenario: await loadRunnable(right), ...settings },
  );
  process.stdout.write(json ? `${JSON.stringify(result)}\n` : text(result));
  return EXIT.done;
}

/** Errors: CliError that names the side which cannot be run. */
async function loadRunnable(fileOrId: string): Promise<Scenario> {
  const { scenario, invalid } = await loadScenario(fileOrId);
  const compiled = compileScenario(scenario);
  if ('problems' in compiled) throw invalid(compiled.problems);
  return scenario;
}

function text({ headline, delta, key_drivers }: Compare): string {
  const unit = delta.objective?.unit ?? '';
  const lines = [
    headline,
    ...delta.incompatibilities.map((each) => `! ${each}`),
    ...delta.inputs.map(
      ({ name, left, right }) => `  ${name}: ${left ?? 'nothing'} → ${right ?? 'nothing'}`,
    ),
    ...key_drivers.map(
      ({ name, contribution }) => `  ${signed(contribution ?? 0)} ${unit} from ${name}`,
    ),
  ];
  return `${lines.join('\n')}\n`;
}

const signed = (value: number) =>
  `${value < 0 ? '−' : '+'}${Number(Math.abs(value).toPrecision(4)).toLocaleString('en')}`;
