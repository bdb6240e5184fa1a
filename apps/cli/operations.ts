import { type Command, Option } from 'commander';
import { samplesOption, seedOption } from './arguments.ts';
import { lazily } from './lazily.ts';

const json = () => new Option('--json', 'one JSON document on stdout');

/** The commands of those who release and run the product. */
export function addOperations(sandbox: Command): void {
  sandbox
    .command('reset')
    .description('empty the database of a product that is stopped')
    .option('--yes', 'do it')
    .action(lazily(() => import('./commands/reset.ts')));

  sandbox
    .command('smoke')
    .description('the eight checks of a pilot that works')
    .addOption(json())
    .action(lazily(() => import('./commands/smoke.ts')));

  sandbox
    .command('kill-switch')
    .description('refuse all traffic, or take it again')
    .argument('<on|off>')
    .option('--reason <text>', 'why, for the audit trail')
    .action(lazily(() => import('./commands/kill-switch.ts')));

  sandbox
    .command('bundle')
    .description('keep a run with everything that is needed to repeat it')
    .argument(
      '<file-or-id>',
      'a scenario file (- is the standard input), or the id of a worked example',
    )
    .requiredOption('-o, --output <file>', 'the zip to write')
    .addOption(seedOption())
    .addOption(samplesOption())
    .action(lazily(() => import('./commands/bundle.ts')));

  sandbox
    .command('verify')
    .description('repeat a bundled run and compare hashes')
    .argument('<file>', 'a zip made by "sandbox bundle"')
    .addOption(json())
    .action(lazily(() => import('./commands/verify.ts')));

  sandbox
    .command('pack')
    .description('make the deploy pack in dist/')
    .action(lazily(() => import('./commands/pack.ts')));

  sandbox
    .command('preflight')
    .description('thirteen steps before a pilot is opened')
    .addOption(json())
    .action(lazily(() => import('./commands/preflight.ts')));

  sandbox
    .command('drill')
    .description('practise a recovery, with a clock')
    .argument('<name>', 'rollback')
    .addOption(json())
    .action(lazily(() => import('./commands/drill.ts')));

  sandbox
    .command('gate')
    .description('every release gate; writes artifacts/GO-NO-GO.md and artifacts/evidence.json')
    .addOption(json())
    .action(lazily(() => import('./commands/gate.ts')));
}
