import { Command, Flags } from '@oclif/core';

export default class Demo extends Command {
  static override readonly summary = 'Show a pull that waits 30 seconds for nothing, and the fix, on loopback.';
  static override readonly description =
    'Starts a registry on loopback whose port 443 swallows packets, checks it, lays the printed fix over and checks again. Needs no network and no root.';
  static override readonly examples = ['<%= config.bin %> <%= command.id %>'];

  static override readonly flags = {
    'output-dir': Flags.string({ description: 'write the files of the printed fixes there' }),
  };

  override async run(): Promise<number> {
    const { flags } = await this.parse(Demo);
    const { demo } = await import('../src/cli/demo.js');
    return demo(flags);
  }
}
