import { Command, Flags } from '@oclif/core';

export default class Codes extends Command {
  static override readonly summary = 'All codes of findings, with their severity and what they stand for.';
  static override readonly examples = [
    '<%= config.bin %> <%= command.id %>',
    '<%= config.bin %> <%= command.id %> --json',
  ];

  static override readonly flags = {
    json: Flags.boolean({ description: 'one JSON document on stdout, with meaning and how each is known' }),
  };

  override async run(): Promise<number> {
    const { flags } = await this.parse(Codes);
    const { printCodes } = await import('../src/cli/codes.js');
    return printCodes(flags);
  }
}
