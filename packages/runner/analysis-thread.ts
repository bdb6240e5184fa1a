import { enableCompileCache } from 'node:module';

// A thread does not inherit the cache of compiled modules, and stripping types is half of its start.
enableCompileCache();
const { default: runErrand } = await import('./analysis-worker.ts');
export default runErrand;
