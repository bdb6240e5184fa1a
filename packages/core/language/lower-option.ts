import type { Problems } from '../scenario/problems.ts';
import type { GraphBuilder } from './builder.ts';
import type { Definition } from './definitions.ts';
import type { Mix } from './dependence/correlations.ts';
import { drawDistribution } from './draw.ts';
import type { NodeId } from './graph.ts';
import { lower } from './lower.ts';
import { closureOf, orderOf } from './order.ts';
import type { Scope } from './scope.ts';

/** What the options of one scenario share while they are lowered. */
export interface Workshop {
  readonly builder: GraphBuilder;
  readonly problems: Problems;
  readonly mixes: ReadonlyMap<string, Mix>;
  /** Stocks made so far, by name and all that could make them differ between options. */
  readonly stocks: Map<string, NodeId>;
}

/** Nodes of everything that an option's roots hang on, by name. */
export function lowerOption(
  scope: Scope,
  roots: readonly string[],
  workshop: Workshop,
): Map<string, NodeId> {
  const { builder, problems } = workshop;
  const nodes = new Map<string, NodeId>();
  const environment = { builder, nodes, problems };
  const order = orderOf(scope, roots, problems);
  if (problems.hasErrors) return nodes;
  const open: (() => void)[] = [];
  for (const name of order) {
    const definition = scope.definitions.get(name) as Definition;
    const { body } = definition;
    if (body.kind === 'expression') nodes.set(name, lower(body.written, environment));
    else if (body.kind === 'distribution') {
      const mix = workshop.mixes.get(name);
      nodes.set(
        name,
        drawDistribution(definition, body.distribution, {
          ...environment,
          option: scope.index,
          mix,
        }),
      );
    } else if (body.kind === 'stock') {
      const start = lower(body.start, environment);
      if (builder.isSeries(start)) {
        problems.error(
          'BAD_STOCK',
          body.start.path,
          'a stock starts at one value; use last(…), mean(…) or a line that is the same in every period.',
        );
      }
      const stock = stockOf(name, start, scope, workshop);
      nodes.set(name, stock.node);
      if (stock.isNew)
        open.push(() => builder.closeState(stock.node, lower(body.next, environment)));
    }
  }
  for (const close of open) close();
  return nodes;
}

/**
 * One stock for all options that change nothing it hangs on. Equal nodes are found by comparing, but a
 * stock is read before its `next` is known, so it is told apart by what each option wrote instead.
 */
function stockOf(
  name: string,
  start: NodeId,
  scope: Scope,
  workshop: Workshop,
): { node: NodeId; isNew: boolean } {
  const changed = [...closureOf(scope, [name])].filter((other) => scope.own.has(other)).sort();
  const key = JSON.stringify([name, changed.map((other) => [other, scope.own.get(other)])]);
  const known = workshop.stocks.get(key);
  if (known !== undefined) return { node: known, isNew: false };
  const node = workshop.builder.state(start);
  workshop.stocks.set(key, node);
  return { node, isNew: true };
}
