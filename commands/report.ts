import { Args, Command, Flags } from '@oclif/core';

export default class ReportCommand extends Command {
  static override readonly summary = 'Diagnose a saved report again, offline, and print it.';
  static override readonly description =
    'Takes the facts and inputs of a report that `check --json` wrote, applies the rules of this version, and prints the result in any form. A file with a report a line (`check REF REF --output jsonl`) is taken too. Touches no network.';
  static override readonly examples = [
    '<%= config.bin %> check registry.example.com/app --json > report.json',
    '<%= config.bin %> <%= command.id %> report.json',
    '<%= config.bin %> <%= command.id %> report.json --output html=report.html --output markdown',
  ];

  static override readonly args = {
    file: Args.string({ description: 'report as written by check --json', required: true }),
  };

  static override readonly flags = {
    json: Flags.boolean({ description: 'one JSON document on stdout' }),
    output: Flags.string({
      char: 'o',
      multiple: true,
      multipleNonGreedy: true,
      description:
        'FORM or FORM=FILE: text, json, jsonl, html, markdown, junit or sarif; several times for several files',
    }),
    'redact-hosts': Flags.boolean({
      description: 'replace names of hosts, addresses and users everywhere, so that the report can be shown to anyone',
    }),
    quiet: Flags.boolean({ char: 'q', description: 'the verdict in one line, and nothing else' }),
    verbose: Flags.boolean({ char: 'v', description: 'all evidence, sources and infos' }),
    'output-dir': Flags.string({ description: 'write the files of all fixes there' }),
  };

  override async run(): Promise<number> {
    const { args, flags } = await this.parse(ReportCommand);
    const { reportFromFile } = await import('../src/cli/report-from-file.js');
    return reportFromFile(args.file, flags);
  }
}
