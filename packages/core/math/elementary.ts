/**
 * Elementary functions made of + − × ÷ √ alone, so that every engine gives the same bits. Each is
 * within 1 unit in the last place of the true value (fixtures/elementary.json), and the SIMD kernels
 * repeat exp, log, pow and normalQuantile operation by operation.
 */
export { exp, expm1, log, log1p, log10, pow } from './exponential.ts';
export { normalCdf, normalQuantile } from './normal.ts';
export { cos, sin } from './trigonometric.ts';
