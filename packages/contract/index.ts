export * from './scenario.ts';
export * from './report.ts';
