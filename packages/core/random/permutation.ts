/**
 * 0 … count − 1 in an order that `draw` decides: draw(i), uniform in [0, 1), for i = count − 1 … 1.
 * Source: Durstenfeld, Algorithm 235: Random Permutation (1964).
 */
export function permutation(count: number, draw: (i: number) => number): Uint32Array {
  const places = Uint32Array.from({ length: count }, (_, i) => i);
  for (let i = count - 1; i > 0; i -= 1) {
    const j = Math.floor(draw(i) * (i + 1));
    const moved = places[i] as number;
    places[i] = places[j] as number;
    places[j] = moved;
  }
  return places;
}
