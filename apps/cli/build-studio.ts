import { STUDIO_FOLDER } from '@scenario-sandbox/gateway/studio-folder.ts';
import { buildStudio } from './studio-build.ts';

/** `npm run build -w apps/studio`: what `sandbox up` does where the studio is stale, whether it is or not. */
process.exitCode = (await buildStudio(STUDIO_FOLDER)) ? 0 : 1;
