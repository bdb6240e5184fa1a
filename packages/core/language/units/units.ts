import type { Scenario } from '@scenario-sandbox/contract';
import { Problems } from '../../scenario/problems.ts';
import { type Definition, expressionsOf } from '../definitions.ts';
import { orderOf } from '../order.ts';
import { type Scope, scopesOf } from '../scope.ts';
import type { Written } from '../written.ts';
import { agree, type Inferred, inferUnit, known, UNKNOWN, type UnitContext } from './infer.ts';
import { parseUnit, printUnit } from './unit.ts';

/** Units by the names of variables and model lines; null where they are not known. */
export type Units = Readonly<Record<string, string | null>>;

/**
 * The unit of every variable and model line: as declared, else as it follows from what it is computed
 * of. Where options declare different units, the first counts.
 * Problems found: sums of what cannot be added, and lines whose declared unit is not that of their expression.
 */
export function inferUnits(
  scenario: Scenario,
  scopes: readonly Scope[],
  problems: Problems,
): Units {
  const units = new Map<string, string | null>();
  for (const scope of scopes) {
    const inferred = inferScope(scenario, scope, problems);
    for (const { name, role, unit } of scope.definitions.values()) {
      if (role !== 'variable' && role !== 'line') continue;
      units.set(name, units.get(name) ?? unit ?? textOf(inferred.get(name) ?? UNKNOWN));
    }
  }
  return Object.fromEntries(units);
}

/** The same of a scenario that is not compiled. */
export function unitsOf(scenario: Scenario): Units {
  return inferUnits(scenario, scopesOf(scenario, new Problems()), new Problems());
}

function textOf(inferred: Inferred): string | null {
  return inferred.kind === 'unit' && !inferred.loose ? printUnit(inferred.unit) : null;
}

function inferScope(scenario: Scenario, scope: Scope, problems: Problems): Map<string, Inferred> {
  const units = new Map<string, Inferred>();
  const context: UnitContext = {
    unitOf: (name) => units.get(name) ?? UNKNOWN,
    period: periodSymbol(scenario),
    problems,
  };
  const names = [...scope.definitions.keys()];
  const later: (() => void)[] = [];
  for (const name of orderOf(scope, names, new Problems())) {
    const definition = scope.definitions.get(name);
    if (definition === undefined) continue;
    const declared = declaredUnit(definition);
    const now = expressionsOf(definition.body).filter((part) => !part.delayed);
    const [first = UNKNOWN] = now.map(({ written }) => inferUnit(written, context));
    const isValue = definition.body.kind === 'expression' || definition.body.kind === 'stock';
    const unit = declared ?? (isValue ? first : UNKNOWN);
    units.set(name, unit);
    if (isValue && now[0]) compare(definition, unit, first, now[0].written, context);
    for (const { written, delayed } of expressionsOf(definition.body)) {
      if (delayed)
        later.push(() => compare(definition, unit, inferUnit(written, context), written, context));
    }
  }
  for (const check of later) check();
  return units;
}

function declaredUnit({ unit }: Definition): Inferred | null {
  const parsed = unit === null ? null : parseUnit(unit);
  if (parsed !== null) return known(parsed);
  return unit === null ? null : UNKNOWN;
}

function compare(
  definition: Definition,
  unit: Inferred,
  computed: Inferred,
  written: Written,
  { period, problems }: UnitContext,
): void {
  if (unit.kind !== 'unit' || computed.kind !== 'unit' || agree(unit, computed, period)) return;
  problems.error(
    'UNIT_MISMATCH',
    written.path,
    `${definition.name} is in ${printUnit(unit.unit)}, but this is in ${printUnit(computed.unit)}; correct a unit, or convert the value.`,
  );
}

/** The symbol of `periods.unit` as units write it, e.g. month. */
function periodSymbol(scenario: Scenario): string | null {
  const unit = parseUnit(scenario.periods?.unit ?? '');
  const [symbol] = unit?.keys() ?? [];
  return unit?.size === 1 ? (symbol ?? null) : null;
}
