import { closeOnSignal, listen, startOrExit } from '@scenario-sandbox/service';
import { openStore } from '@scenario-sandbox/store';
import { buildJobs } from './app.ts';
import { readJobsConfig } from './config.ts';

await startOrExit(async () => {
  const config = readJobsConfig(process.env);
  const database = await openStore(config);
  const app = await buildJobs({ config, database });
  closeOnSignal(async () => {
    await app.close();
    await database.close();
  });
  await listen(app, config, 'JOBS_PORT');
});
