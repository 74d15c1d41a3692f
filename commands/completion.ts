import { Args, Command } from '@oclif/core';

export default class Completion extends Command {
  static override readonly summary = 'Print the completion for a shell.';
  static override readonly description =
    'The printed script completes commands, flags and their values, names of clients and finding codes.';
  static override readonly examples = [
    { description: 'In ~/.bashrc:', command: 'source <(<%= config.bin %> <%= command.id %> bash)' },
    { description: 'In ~/.zshrc:', command: 'source <(<%= config.bin %> <%= command.id %> zsh)' },
    { description: 'In ~/.config/fish/config.fish:', command: '<%= config.bin %> <%= command.id %> fish | source' },
  ];

  static override readonly args = {
    shell: Args.string({ description: 'the shell', options: ['bash', 'zsh', 'fish'], required: true }),
  };

  override async run(): Promise<number> {
    const { args } = await this.parse(Completion);
    const { completion } = await import('../src/cli/completion.js');
    return completion(args.shell);
  }
}
