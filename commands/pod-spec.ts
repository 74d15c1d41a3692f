import { Args, Command, Flags } from '@oclif/core';

export default class PodSpec extends Command {
  static override readonly summary = 'Prints the kubectl line or manifest that starts regdoctor where the problem is.';
  static override readonly description =
    'Without --kind: what there is, what each sees, and the Pod Security level that its namespace must allow. What is printed runs a check of the reference; words after -- go to it. Without a reference a line opens a shell. Nothing is asked of a cluster. Exit code: 0, 2 the call was wrong, 70 a bug.';
  static override readonly examples = [
    '<%= config.bin %> <%= command.id %>',
    {
      description: 'As a node sees it:',
      command:
        '<%= config.bin %> <%= command.id %> registry.example.com/team/app:1.2 --kind node --node worker-3 --namespace regdoctor',
    },
    {
      description: 'In a namespace that admits only restricted pods, with its pull secret:',
      command:
        '<%= config.bin %> <%= command.id %> registry.example.com/team/app:1.2 --kind restricted --secret pull-secret --namespace team-a',
    },
    {
      description: 'On every node:',
      command:
        '<%= config.bin %> <%= command.id %> registry.example.com/team/app:1.2 --kind daemonset | kubectl apply -f -',
    },
  ];

  static override readonly strict = false;
  static override readonly args = {
    reference: Args.string({ description: 'image reference to check', ignoreStdin: true }),
  };

  static override readonly flags = {
    kind: Flags.string({ char: 'k', description: 'which one (without it: the list)' }),
    image: Flags.string({ description: 'the image that regdoctor is in', env: 'REGDOCTOR_IMAGE' }),
    namespace: Flags.string({ char: 'n', description: 'namespace of the pod' }),
    node: Flags.string({ description: 'node to run on (default: any; debug-node needs one)' }),
    secret: Flags.string({ description: 'pull secret of the same namespace to mount and use' }),
    pod: Flags.string({ description: 'with debug-pod: the pod to look from' }),
    target: Flags.string({ description: 'with debug-pod: a running container of it whose processes are seen too' }),
    run: Flags.string({
      options: ['check', 'storage', 'shell'],
      description: 'what to run there (default: check, or a shell without a reference)',
    }),
    form: Flags.string({ options: ['line', 'yaml'], description: 'a line for a shell, or a manifest' }),
  };

  override async run(): Promise<number> {
    const { argv, flags } = await this.parse(PodSpec);
    const { podSpecFromFlags } = await import('../src/cli/pod-spec-from-flags.js');
    return podSpecFromFlags(argv.map(String), flags);
  }
}
