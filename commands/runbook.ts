import { Args, Command } from '@oclif/core';

export default class Runbook extends Command {
  static override readonly summary = 'The runbook of a code: what it means, how to confirm it by hand, and the fixes.';
  static override readonly description =
    'Prints a page for people, offline; without a code, the index by text and by layer. Exit code: 0, 2 there is no such code, 70 a bug.';
  static override readonly examples = [
    '<%= config.bin %> <%= command.id %>',
    '<%= config.bin %> <%= command.id %> fallback-delay',
    '<%= config.bin %> <%= command.id %> tls-unknown-ca | less',
  ];

  static override readonly args = {
    code: Args.string({ description: 'code of a finding (default: the index)', ignoreStdin: true }),
  };

  override async run(): Promise<number> {
    const { args } = await this.parse(Runbook);
    const { printRunbook } = await import('../src/cli/runbook.js');
    return printRunbook(args.code);
  }
}
