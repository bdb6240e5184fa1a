// The kernels. Each computes one operation for a block of samples. './layout' holds the addresses of
// ../constants.ts; build.ts makes it.
export * from './elementwise';
export { exp, log, pow } from './exponential';
export { normal_cdf, normal_quantile } from './normal';
export { tabulated } from './quantiles';
export { sobol, sobol_at, uniform, uniform_at } from './draws';
export { cell_sums, count_cells, cumulate } from './statistics';
export { by_cell, moments, rising, shortfall } from './order';
export { compare } from './comparison';
