import { createPool } from '@scenario-sandbox/runner/pool.ts';
import { closeOnSignal, startOrExit } from '@scenario-sandbox/service';
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
  await app.listen({ host: config.host, port: config.port });
});
