import { Args, Command, Flags } from '@oclif/core';

export default class Bundle extends Command {
  static override readonly summary = 'Pack a report with all that it was made from in one file, for a support case.';
  static override readonly description =
    'Takes a report that `check --json` wrote and packs it with its facts, the configuration that was read (redacted), versions and every form of the report in one .tar.gz. Lists what is in it and what was taken out. Touches no network.';
  static override readonly examples = [
    '<%= config.bin %> check registry.example.com/app --json > report.json',
    '<%= config.bin %> <%= command.id %> report.json --redact-hosts',
  ];

  static override readonly args = {
    file: Args.string({ description: 'report as written by check --json', required: true }),
  };

  static override readonly flags = {
    to: Flags.string({ description: 'where the bundle is written (default: regdoctor-DATE.tar.gz here)' }),
    'redact-hosts': Flags.boolean({
      description: 'replace names of hosts, addresses and users everywhere, so that the bundle can be shown to anyone',
    }),
  };

  override async run(): Promise<number> {
    const { args, flags } = await this.parse(Bundle);
    const { bundleFromFile } = await import('../src/cli/bundle-from-file.js');
    return bundleFromFile(args.file, flags);
  }
}
