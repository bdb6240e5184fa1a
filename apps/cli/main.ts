import { ENGINE_VERSION } from '@scenario-sandbox/core/version.ts';
import { Command, CommanderError, Option } from 'commander';
import { samplesOption, seedOption, threadsOption, wholeNumber } from './arguments.ts';
import { CliError, EXIT } from './exit.ts';
import { lazily } from './lazily.ts';
import { addOperations } from './operations.ts';
import { endWithOutput } from './output.ts';

export function program(): Command {
  const sandbox = new Command('sandbox')
    .description('Try a decision before making it.')
    .version(ENGINE_VERSION)
    .showSuggestionAfterError()
    .configureOutput({ outputError: (text, write) => write(text.replace(/^error:/, 'sandbox:')) })
    .exitOverride();

  sandbox
    .command('up')
    .description('start gateway, engine and jobs in one process')
    .action(lazily(() => import('./commands/up.ts')));

  sandbox
    .command('run')
    .description('simulate a scenario and print its report')
    .argument(
      '<file-or-id>',
      'a scenario file (YAML or JSON; - is the standard input), or the id of a worked example',
    )
    .addOption(seedOption())
    .addOption(samplesOption())
    .addOption(threadsOption())
    .option('--set <name=value...>', 'replace a variable by a number or an expression')
    .option(
      '--analyses <list>',
      'analyses to run, by name with commas; "none" for the simulation alone',
    )
    .addOption(new Option('--json', 'one JSON document on stdout').conflicts(['md', 'csv', 'html']))
    .addOption(new Option('--md', 'Markdown').conflicts(['json', 'csv', 'html']))
    .addOption(new Option('--csv', 'a table of every figure').conflicts(['json', 'md', 'html']))
    .addOption(
      new Option('--html', 'one self-contained page with charts').conflicts(['json', 'md', 'csv']),
    )
    .action(lazily(() => import('./commands/run.ts')));

  sandbox
    .command('stream')
    .description('print the narration of a scenario, as it is written')
    .argument(
      '<file-or-id>',
      'a scenario file (- is the standard input), or the id of a worked example',
    )
    .addOption(
      new Option('--route <route>', 'what to narrate')
        .choices(['critique', 'analysis', 'decision'])
        .default('critique'),
    )
    .addOption(seedOption())
    .addOption(new Option('--budget <n>', 'most tokens').argParser(wholeNumber(1, 1_000_000)))
    .option('--raw', 'print the server-sent events as they would cross the wire')
    .action(lazily(() => import('./commands/stream.ts')));

  sandbox
    .command('lint')
    .description('check a scenario without running it')
    .argument('<file>', 'a scenario file (YAML or JSON; - is the standard input)')
    .option('--json', 'lint.v1 on stdout')
    .action(lazily(() => import('./commands/lint.ts')));

  addComparisons(sandbox);

  sandbox
    .command('doctor')
    .description('say what this machine has for the product and its tests')
    .option('--ci', 'fail when something that the tests need is missing')
    .action(lazily(() => import('./commands/doctor.ts')));

  addOperations(sandbox);
  return sandbox;
}

/** Commands that run a scenario more than once. */
function addComparisons(sandbox: Command): void {
  sandbox
    .command('compare')
    .description('set two scenarios against each other')
    .argument('<left>', 'a scenario file (- is the standard input), or the id of a worked example')
    .argument('<right>', 'the other one')
    .addOption(seedOption())
    .addOption(samplesOption())
    .option('--json', 'compare.v1 on stdout')
    .action(lazily(() => import('./commands/compare.ts')));

  sandbox
    .command('sweep')
    .description('run a scenario at many values of its variables')
    .argument(
      '<file-or-id>',
      'a scenario file (- is the standard input), or the id of a worked example',
    )
    .requiredOption(
      '--vary <name=low:high:steps...>',
      'values of a variable, or of option.variable',
    )
    .option(
      '--design <design>',
      'which values go together: grid (default), list, one-at-a-time, latin-hypercube',
    )
    .addOption(
      new Option('--runs <n>', 'runs of a latin hypercube').argParser(wholeNumber(2, 100_000)),
    )
    .addOption(seedOption())
    .addOption(samplesOption())
    .addOption(threadsOption())
    .addOption(new Option('--json', 'sweep.v1').conflicts(['csv', 'parquet']))
    .addOption(new Option('--csv', 'a row for each run').conflicts(['json', 'parquet']))
    .addOption(new Option('--parquet', 'the same, as Apache Parquet; needs --output'))
    .option('-o, --output <file>', 'write to a file instead of stdout')
    .action(lazily(() => import('./commands/sweep.ts')));

  sandbox
    .command('jobs')
    .description('background work on a running server: list, show, watch, results, cancel, retry')
    .argument('<action>', 'what to do')
    .argument('[id]', 'which job')
    .option('--url <url>', 'where the server is', 'http://localhost:3001')
    .addOption(new Option('--json', 'as the server answers').conflicts('csv'))
    .option('--csv', 'results as a table, a row for each run')
    .option('--partial', 'results of a job that goes on, as far as it is')
    .option('-o, --output <file>', 'write results to a file instead of stdout')
    .action(lazily(() => import('./commands/jobs.ts')));
}

/** Runs the command line and sets the exit code: 0 done, 1 the answer is no, 2 bad usage or input. */
export async function main(argv: readonly string[]): Promise<void> {
  endWithOutput();
  try {
    await program().parseAsync(argv);
  } catch (error) {
    if (error instanceof CommanderError) {
      process.exitCode = error.exitCode === 0 ? EXIT.done : EXIT.badInput;
      return;
    }
    if (error instanceof CliError) {
      process.stderr.write(`sandbox: ${error.message}\n`);
      process.exitCode = error.exitCode;
      return;
    }
    throw error;
  }
}
