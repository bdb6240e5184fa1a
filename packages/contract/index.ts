export * from './scenario.ts';
export * from './report.ts';
export * from './lint.ts';
