import { createPool } from '@scenario-sandbox/runner/pool.ts';
import { closeOnSignal, listen, startOrExit } from '@scenario-sandbox/service';
import { buildEngine } from './app.ts';
import { readEngineConfig } from './config.ts';

await startOrExit(async () => {
  const config = readEngineConfig(process.env);
  const pool = createPool();
  const app = await buildEngine({ config, pool });
  closeOnSignal(async () => {
    await app.close();
    await pool.close();
  });
  await listen(app, config, 'ENGINE_PORT');
});
