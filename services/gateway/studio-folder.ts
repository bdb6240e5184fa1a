import { fileURLToPath } from 'node:url';

/** Where the studio's build is. */
export const STUDIO_FOLDER = fileURLToPath(new URL('../../apps/studio/dist', import.meta.url));
