interface Placed {
  readonly id: string;
  readonly position: { readonly x: number; readonly y: number };
}

const directions: Record<string, readonly [number, number]> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/**
 * The node that an arrow key leads to: the closest one on that side, where a step aside counts
 * double. Null for other keys and at the edge.
 */
export function nearestInDirection(
  nodes: readonly Placed[],
  from: string,
  key: string,
): string | null {
  const direction = directions[key];
  const start = nodes.find(({ id }) => id === from)?.position;
  if (!direction || !start) return null;
  let best: string | null = null;
  let least = Number.POSITIVE_INFINITY;
  for (const { id, position } of nodes) {
    const [dx, dy] = [position.x - start.x, position.y - start.y];
    const ahead = dx * direction[0] + dy * direction[1];
    const aside = Math.abs(dx * direction[1]) + Math.abs(dy * direction[0]);
    const distance = ahead + 2 * aside;
    if (ahead > 1 && distance < least) {
      least = distance;
      best = id;
    }
  }
  return best;
}
