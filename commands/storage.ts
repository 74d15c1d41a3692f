import { Command } from '@oclif/core';

export default class Storage extends Command {
  static override readonly summary = 'Can buildah and podman work here, with which driver, and why.';

  override async run(): Promise<number> {
    await this.parse(Storage);
    return 3;
  }
}
