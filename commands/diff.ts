import { Args, Command, Flags } from '@oclif/core';

export default class Diff extends Command {
  static override readonly summary = 'What differs between two saved reports, and matters: a good node and a bad one.';
  static override readonly description =
    'Diagnoses both reports again, offline, and says what differs: outcomes, findings, the files and settings that decided, addresses, certificates, answers. What differs on every run (times of the day, ports, durations that cost nothing) is left out. Exit code: 0 nothing that matters differs, 1 something does, 2 the call was wrong.';
  static override readonly examples = [
    '<%= config.bin %> check registry.example.com/app --json > good.json',
    '<%= config.bin %> <%= command.id %> good.json bad.json',
  ];

  static override readonly args = {
    good: Args.string({ description: 'report as written by check --json', required: true }),
    bad: Args.string({ description: 'the report to compare with it', required: true }),
  };

  static override readonly flags = {
    json: Flags.boolean({ description: 'one JSON document on stdout, see docs/diff.schema.json' }),
    'redact-hosts': Flags.boolean({
      description: 'replace names of hosts, addresses and users everywhere, so that the output can be shown to anyone',
    }),
    verbose: Flags.boolean({ char: 'v', description: 'what differs without mattering too' }),
  };

  override async run(): Promise<number> {
    const { args, flags } = await this.parse(Diff);
    const { diffFromFiles } = await import('../src/cli/diff-from-files.js');
    return diffFromFiles(args.good, args.bad, flags);
  }
}
