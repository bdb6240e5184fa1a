import type { Scenario } from '@scenario-sandbox/contract';
import { didYouMean } from './did-you-mean.ts';
import { CliError } from './exit.ts';

type Variables = NonNullable<Scenario['variables']>;

function parseOverride(text: string): {
  option: string | null;
  name: string;
  value: number | string;
} {
  const match = /^(?:([a-z0-9-]+)\.)?([A-Za-z_]\w*)=(.+)$/.exec(text);
  if (!match?.[2] || !match[3]) {
    throw new CliError(`--set ${text}: expected name=value, or option.name=value`);
  }
  const number = Number(match[3]);
  return {
    option: match[1] ?? null,
    name: match[2],
    value: Number.isNaN(number) ? match[3] : number,
  };
}

type Override = ReturnType<typeof parseOverride>;

/** The variable for every option: what an option sets itself gives way. */
function forEveryOption(scenario: Scenario, { name, value }: Override): Scenario {
  return {
    ...scenario,
    variables: { ...scenario.variables, [name]: value } as Variables,
    options: scenario.options.map((option) => {
      const { [name]: _replaced, ...set } = option.set ?? {};
      return { ...option, set };
    }),
  };
}

function forOneOption(scenario: Scenario, { option, name, value }: Override): Scenario {
  const ids = scenario.options.map(({ id }) => id);
  if (option === null || !ids.includes(option)) {
    const hint = didYouMean(option ?? '', ids);
    throw new CliError(`--set ${option}.${name}: there is no option "${option}"${hint}`);
  }
  return {
    ...scenario,
    options: scenario.options.map((candidate) =>
      candidate.id === option
        ? { ...candidate, set: { ...candidate.set, [name]: value } }
        : candidate,
    ),
  };
}

/**
 * Replaces variables: `churn=0.05` for every option, `usage.price=30` for one.
 * Errors: CliError for a name or an option that the scenario does not have.
 */
export function withOverrides(scenario: Scenario, overrides: readonly string[]): Scenario {
  const sets = scenario.options.flatMap(({ set }) => Object.keys(set ?? {}));
  const known = new Set([...Object.keys(scenario.variables ?? {}), ...sets]);
  let changed = scenario;
  for (const override of overrides.map(parseOverride)) {
    if (!known.has(override.name)) {
      const hint = didYouMean(override.name, [...known]);
      throw new CliError(`--set ${override.name}: the scenario has no such variable${hint}`);
    }
    const replace = override.option === null ? forEveryOption : forOneOption;
    changed = replace(changed, override);
  }
  return changed;
}
