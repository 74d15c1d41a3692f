import { Args, Command, Flags } from '@oclif/core';

export default class Explain extends Command {
  static override readonly summary = 'What a pasted error, or a whole log, says is wrong; without any network.';
  static override readonly description =
    'Reads text from the arguments, a file or standard input, undoes its wrapping (events, JSON and journal lines, colours, escapes), names each distinct cause once with its line, and prints the check that proves it. Exit code: 0 something was recognised, 3 nothing was, 2 the call was wrong, 70 a bug.';
  static override readonly examples = [
    "<%= config.bin %> <%= command.id %> 'x509: certificate signed by unknown authority'",
    'kubectl describe pod POD | <%= config.bin %> <%= command.id %>',
    'kubectl get events -o json | <%= config.bin %> <%= command.id %>',
    '<%= config.bin %> <%= command.id %> --file build.log --json',
  ];
  static override readonly strict = false;
  static override readonly args = {
    text: Args.string({ description: 'the error as printed (default: standard input)', ignoreStdin: true }),
  };

  static override readonly flags = {
    file: Flags.string({ char: 'f', description: 'file to read (- for standard input)' }),
    json: Flags.boolean({ description: 'one JSON document on stdout', exclusive: ['batch'] }),
    batch: Flags.boolean({
      description: 'one JSON object a line in ("id", "message"), one a line out ("id", "code", "confidence")',
    }),
    verbose: Flags.boolean({ char: 'v', description: 'all causes, however unlikely' }),
  };

  override async run(): Promise<number> {
    const { argv, flags } = await this.parse(Explain);
    const { explainFromFlags } = await import('../src/cli/explain-from-flags.js');
    return explainFromFlags(argv.map(String), flags);
  }
}
