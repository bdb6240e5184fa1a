import { existsSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The product's folder: the repository, or app/ of an unpacked deploy pack. */
export const root: string = fileURLToPath(new URL('../..', import.meta.url)).replace(/[/\\]$/, '');

const unpacked = basename(root) === 'app' && existsSync(join(root, '../scripts/lib.sh'));

/** Where scripts/, the Compose file and observability/ are: deploy/, or the unpacked pack. */
export const pilotFolder: string = unpacked ? dirname(root) : join(root, 'deploy');

/** Whether this runs from an unpacked deploy pack. */
export const isUnpacked: boolean = unpacked;
