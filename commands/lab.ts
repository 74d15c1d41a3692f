import { Args, Command, Flags } from '@oclif/core';

export default class LabCommand extends Command {
  static override readonly summary = 'List faulty registries for training, or start one on loopback.';
  static override readonly examples = [
    '<%= config.bin %> <%= command.id %>',
    '<%= config.bin %> <%= command.id %> tls-unknown-ca --check',
  ];

  static override readonly args = { name: Args.string({ description: 'lab to start; all are listed without it' }) };

  static override readonly flags = {
    check: Flags.boolean({ description: 'check it at once and end' }),
    json: Flags.boolean({ description: 'with --check: one JSON document on stdout', dependsOn: ['check'] }),
    verbose: Flags.boolean({ char: 'v', description: 'with --check: all evidence' }),
    directory: Flags.string({ description: "where the lab's files are laid out (default: a new temporary directory)" }),
  };

  override async run(): Promise<number> {
    const { args, flags } = await this.parse(LabCommand);
    const { lab } = await import('../src/cli/lab.js');
    return lab(args.name, flags);
  }
}
