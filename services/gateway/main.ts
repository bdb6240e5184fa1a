import { identityOf } from '@scenario-sandbox/core/question.ts';
import { closeOnSignal, listen, startOrExit } from '@scenario-sandbox/service';
import { openStore } from '@scenario-sandbox/store';
import { buildGateway } from './app.ts';
import { readGatewayConfig } from './config.ts';
import { connectEngine } from './engine-client.ts';
import { loadExamples } from './examples.ts';
import { STUDIO_FOLDER } from './studio-folder.ts';

await startOrExit(async () => {
  const config = readGatewayConfig(process.env);
  const database = await openStore(config);
  const app = await buildGateway({
    config,
    database,
    engine: connectEngine(config.engineUrl),
    examples: await loadExamples(),
    identify: identityOf,
    studioFolder: STUDIO_FOLDER,
  });
  closeOnSignal(async () => {
    await app.close();
    await database.close();
  });
  await listen(app, config, 'GATEWAY_PORT');
});
