export * from './lint.ts';
export * from './report.ts';
export * from './scenario.ts';
