import { readModulesQuickly } from './quick-modules.js';

readModulesQuickly();
const { default: runErrand } = await import('./analysis-worker.ts');
export default runErrand;
