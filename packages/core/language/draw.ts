import { nestPaths } from '../distributions/parameters.ts';
import { distributionOf } from '../distributions/registry.ts';
import type { DistributionValue } from '../distributions/types.ts';
import { canonicalise } from '../text/canonical.ts';
import type { GraphBuilder } from './builder.ts';
import type { Definition } from './definitions.ts';
import type { Mix } from './dependence/correlations.ts';
import type { WrittenDistribution } from './distribution-body.ts';
import type { NodeId } from './graph.ts';
import { type Environment, lower } from './lower.ts';

/** What drawing needs besides: the option it is for, and the mix of a correlated variable. */
export interface DrawEnvironment extends Environment {
  readonly option: number;
  readonly mix: Mix | undefined;
}

/** A distribution whose expressions have become numbers, where they are constant, or nodes. */
interface Lowered {
  readonly value: DistributionValue;
  readonly varying: ReadonlyMap<string, NodeId>;
}

/**
 * The input that draws a distribution: by elementwise operations where its quantile can be written in
 * them, else by the quantile function itself. A computed parameter that comes to something impossible
 * gives NaN in its sample.
 * Problems found: impossible constants, parameters that vary over periods while the draw does not.
 */
export function drawDistribution(
  definition: Definition,
  written: WrittenDistribution,
  environment: DrawEnvironment,
): NodeId {
  const { builder, problems, mix, option } = environment;
  const { source, path } = definition;
  const lowered = lowerParameters(written, environment);
  const isConstant = lowered.varying.size === 0;
  const impossible = isConstant
    ? distributionOf(written.kind).check(lowered.value.parameters)
    : null;
  if (impossible !== null) problems.error('BAD_DISTRIBUTION', path, `${impossible}.`);
  const own = builder.uniform(source, written.perPeriod);
  const draw = quantileNode(builder, mix ? mixed(builder, mix) : own, lowered);
  if (builder.isSeries(draw) && !written.perPeriod) {
    problems.error(
      'VARIES',
      path,
      'its parameters vary over periods, so it must be drawn in each of them; add per: period.',
    );
  }
  return builder.input(draw, option, {
    name: source,
    perPeriod: written.perPeriod,
    uniform: builder.node(own).ref ?? -1,
    distribution: isConstant ? lowered.value : null,
  });
}

function lowerParameters(
  { kind, parameters, expressions }: WrittenDistribution,
  environment: Environment,
): Lowered {
  const constants: Record<string, number> = {};
  const varying = new Map<string, NodeId>();
  for (const [at, expression] of expressions) {
    const node = lower(expression, environment);
    const value = environment.builder.valueOf(node);
    if (value === null) varying.set(at, node);
    else constants[at] = value;
  }
  return { value: { kind, parameters: nestPaths({ ...parameters, ...constants }) }, varying };
}

function quantileNode(builder: GraphBuilder, uniform: NodeId, { value, varying }: Lowered): NodeId {
  const { kind, parameters } = value;
  const { express } = distributionOf(kind);
  const nodes = new Map(varying);
  for (const [name, parameter] of Object.entries(parameters)) {
    if (typeof parameter === 'number') nodes.set(name, builder.constant(parameter));
  }
  const areScalars =
    Object.values(parameters).every((parameter) => typeof parameter === 'number') &&
    [...varying.keys()].every((name) => !name.includes('.'));
  if (express && areScalars) return express(builder, uniform, Object.fromEntries(nodes));
  const source = { kind, parameters, variable: [...varying.keys()] };
  return builder.quantile(keyOf(source), source, [uniform, ...varying.values()]);
}

/** Text that tells sources apart. Lists hold NaN where an expression stands. */
function keyOf(source: unknown): string {
  const text = JSON.stringify(source, (_, value) => (Number.isNaN(value) ? 'NaN' : value));
  return canonicalise(JSON.parse(text));
}

/** A uniform that moves with those it is mixed of: Φ of the weighted sum of their normal scores. */
function mixed(builder: GraphBuilder, mix: Mix): NodeId {
  const scores = mix.map(({ source, weight }) =>
    builder.apply(
      'mul',
      builder.constant(weight),
      builder.apply('normal_quantile', builder.uniform(source, false)),
    ),
  );
  return builder.apply(
    'normal_cdf',
    scores.reduce((sum, score) => builder.apply('add', sum, score)),
  );
}
