import { Args, Command, Flags } from '@oclif/core';

export default class ConfigCommand extends Command {
  static override readonly summary = 'Which files the clients read, which lines decide, and which are dead and why.';
  static override readonly description =
    'Lists every file that could matter in the order it is read, found or not; with a reference, the lines that decide for it; and the lines without effect, each with the reason and, where there is one, the file that would make it work. Asks nothing of the network. Exit code: 0 nothing stops a client, 1 a client stops because of its configuration (with --strict: anything dead), 2 the call was wrong, 3 no client was found or a file could not be read, 70 a bug.';
  static override readonly examples = [
    '<%= config.bin %> <%= command.id %>',
    '<%= config.bin %> <%= command.id %> registry.example.com/app --root /host',
    '<%= config.bin %> <%= command.id %> --client k3s ./registries.yaml',
    'cat registries.conf | <%= config.bin %> <%= command.id %> --client buildah -',
  ];

  static override readonly args = {
    subject: Args.string({
      description: 'image reference; or a file to look at on its own (- for standard input)',
      ignoreStdin: true,
    }),
    other: Args.string({ description: 'the other of the two', hidden: true, ignoreStdin: true }),
  };

  static override readonly flags = {
    client: Flags.string({
      char: 'c',
      multiple: true,
      multipleNonGreedy: true,
      description: 'client to look at, NAME or NAME@VERSION, or all (default: those found on the machine)',
    }),
    root: Flags.string({
      description:
        "directory where the looked-at machine's / is mounted (default: /host where a container has a node's disk there, else /)",
    }),
    authfile: Flags.string({ description: 'as given to the client' }),
    'cert-dir': Flags.string({ description: 'as given to the client' }),
    'ca-file': Flags.string({ description: 'as given to helm or oras' }),
    dockerconfigjson: Flags.string({
      description: "a pod's imagePullSecret as a file, as the kubelet hands it to the runtime",
    }),
    strict: Flags.boolean({ description: 'exit 1 on anything without effect too' }),
    json: Flags.boolean({ description: 'one JSON document on stdout, see docs/config.schema.json' }),
    verbose: Flags.boolean({ char: 'v', description: 'what files that are absent would be for, too' }),
  };

  override async run(): Promise<number> {
    const { args, flags } = await this.parse(ConfigCommand);
    const { configFromFlags } = await import('../src/cli/config-from-flags.js');
    return configFromFlags(
      [args.subject, args.other].filter((word) => word !== undefined),
      flags,
    );
  }
}
