import { Args, Command, Flags } from '@oclif/core';

export default class Apply extends Command {
  static override readonly summary = 'Carry the fixes of a saved report out here; without --yes only show them.';
  static override readonly description =
    "Takes a report that `check --json` wrote, diagnoses it again with the files that are there now, and carries out the proven fixes that come out again: writes, edits and removes files, each in one step, and keeps what was there. Runs no commands: those, and what must be reloaded, are printed for a person to paste. Exit code: 0 shown, written, or nothing to do; 1 a fix is refused or could not be written; 2 the call was wrong, or the report is another machine's.";
  static override readonly examples = [
    '<%= config.bin %> check registry.example.com/app --json > report.json',
    '<%= config.bin %> <%= command.id %> report.json',
    '<%= config.bin %> <%= command.id %> report.json --fix f1x1 --yes',
  ];

  static override readonly args = {
    report: Args.string({ description: 'report as written by check --json', required: true }),
  };

  static override readonly flags = {
    root: Flags.string({
      description:
        "directory where the machine's / is mounted (default: /host where a container has a node's disk there, else /)",
    }),
    fix: Flags.string({
      multiple: true,
      multipleNonGreedy: true,
      description: 'carry out this fix, by its id in the report (default: the first proven one for each client)',
      exclusive: ['client'],
    }),
    client: Flags.string({
      char: 'c',
      multiple: true,
      multipleNonGreedy: true,
      description: 'only for this client',
    }),
    yes: Flags.boolean({ char: 'y', description: 'write; without it nothing is changed' }),
    'backup-dir': Flags.string({
      description:
        "keep what was there in this directory (default: /var/lib/regdoctor/backup under the root, or the user's state directory)",
    }),
    json: Flags.boolean({ description: 'one JSON document on stdout, see docs/apply.schema.json' }),
  };

  override async run(): Promise<number> {
    const { args, flags } = await this.parse(Apply);
    const { applyFromFlags } = await import('../src/cli/apply-from-flags.js');
    return applyFromFlags(args.report, flags);
  }
}
