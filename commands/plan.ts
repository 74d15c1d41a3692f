import { Args, Command, Flags } from '@oclif/core';

export default class PlanCommand extends Command {
  static override readonly summary = 'What each client would do for an image, in order, without asking the network.';
  static override readonly description =
    'Shows every request with its TLS policy, the file its credentials come from (never their value), its time-outs, when the client moves on to the next way, and the file and line that decided. Where a decision hangs on a fact of the network, both branches are shown. Exit code: 0 a plan, 1 no client gets as far as a request because of its configuration, 2 the call was wrong, 3 no client was found, 70 a bug.';
  static override readonly examples = [
    '<%= config.bin %> <%= command.id %> registry.example.com:5000/team/app:1.2',
    {
      description: 'For two clients, one in a version that is not here:',
      command: '<%= config.bin %> <%= command.id %> registry.example.com/app --client docker --client buildah@1.28.2',
    },
    '<%= config.bin %> <%= command.id %> registry.example.com/app --root /host --json',
  ];

  static override readonly args = {
    reference: Args.string({ description: 'image reference as given to the client', required: true }),
  };

  static override readonly flags = {
    client: Flags.string({
      char: 'c',
      multiple: true,
      multipleNonGreedy: true,
      description: 'client to plan for, NAME or NAME@VERSION, or all (default: those found on the machine)',
    }),
    push: Flags.boolean({ description: 'plan a push instead of a pull', exclusive: ['login'] }),
    login: Flags.boolean({ description: 'plan a login instead of a pull' }),
    root: Flags.string({
      description:
        "directory where the looked-at machine's / is mounted (default: /host where a container has a node's disk there, else /)",
    }),
    'tls-verify': Flags.string({ options: ['true', 'false'], description: 'as given to the client' }),
    creds: Flags.string({ description: 'user:password, as given to the client', env: 'REGDOCTOR_CREDS' }),
    'creds-stdin': Flags.boolean({ description: 'take user:password from the first line of standard input' }),
    authfile: Flags.string({ description: 'as given to the client' }),
    'cert-dir': Flags.string({ description: 'as given to the client' }),
    'plain-http': Flags.boolean({ description: 'as given to helm, oras or ctr' }),
    'ca-file': Flags.string({ description: 'as given to helm or oras' }),
    dockerconfigjson: Flags.string({
      description: "a pod's imagePullSecret as a file, as the kubelet hands it to the runtime",
    }),
    platform: Flags.string({
      description: 'os/architecture[/variant] to choose from an index (default: this machine)',
    }),
    json: Flags.boolean({ description: 'one JSON document on stdout, see docs/plan.schema.json' }),
    verbose: Flags.boolean({ char: 'v', description: 'how names are looked up, and redirects, too' }),
  };

  override async run(): Promise<number> {
    const { args, flags } = await this.parse(PlanCommand);
    const { planFromFlags } = await import('../src/cli/plan-from-flags.js');
    return planFromFlags(args.reference, flags);
  }
}
