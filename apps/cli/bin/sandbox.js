#!/usr/bin/env node
// Plain JavaScript, so that any Node can start it: the product runs on the Node that the project pins.
import { spawn } from 'node:child_process';
import { readFileSync, realpathSync } from 'node:fs';
import { createRequire } from 'node:module';
import { constants } from 'node:os';
import { join } from 'node:path';

const PINNED_MAJOR = 24;
const LOOK_MS = 500;

// npm and npx send their signals to the shell they run this in; one that stays beside it, as dash does, ends alone.
function endWithShellOfNpm() {
  const { ppid } = process;
  let command;
  try {
    command = readFileSync(`/proc/${ppid}/cmdline`, 'utf8');
  } catch {
    return;
  }
  if (!/^sh\0-c\0'?sandbox'? /.test(command)) return;
  const timer = setInterval(() => {
    if (process.ppid === ppid) return;
    clearInterval(timer);
    process.kill(process.pid, 'SIGTERM');
  }, LOOK_MS);
  timer.unref();
}

function pinnedNode() {
  const require = createRequire(realpathSync(process.argv[1]));
  const manifest = require.resolve('node/package.json');
  const { bin } = JSON.parse(readFileSync(manifest, 'utf8'));
  return join(manifest, '..', typeof bin === 'string' ? bin : bin.node);
}

function runUnderPinnedNode() {
  const child = spawn(pinnedNode(), process.argv.slice(1), { stdio: 'inherit' });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'])
    process.on(signal, () => child.kill(signal));
  child.on('error', () => {
    console.error(`sandbox: needs Node ${PINNED_MAJOR}; run "npm ci" in the project to get it`);
    process.exit(2);
  });
  child.on('exit', (code, signal) => {
    process.exit(code ?? 128 + (constants.signals[signal] ?? 0));
  });
}

endWithShellOfNpm();
if (Number.parseInt(process.versions.node, 10) === PINNED_MAJOR) {
  const { readModulesQuickly } = await import('@scenario-sandbox/runner/quick-modules.js');
  readModulesQuickly();
  const { main } = await import('../main.ts');
  await main(process.argv);
} else {
  try {
    runUnderPinnedNode();
  } catch {
    console.error(`sandbox: needs Node ${PINNED_MAJOR}; run "npm ci" in the project to get it`);
    process.exit(2);
  }
}
