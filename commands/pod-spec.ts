import { Command } from '@oclif/core';

export default class PodSpec extends Command {
  static override readonly summary = 'Prints the kubectl line or manifest that starts regdoctor where the problem is.';

  override async run(): Promise<number> {
    await this.parse(PodSpec);
    return 3;
  }
}
