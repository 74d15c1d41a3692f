import { Args, Command, Flags } from '@oclif/core';

/** Default for one probe, seconds. */
const STEP_SECONDS = 5;
/** Default for all probing together, seconds. */
const TOTAL_SECONDS = 15;
/** Longer runs than this are a mistake in the call. */
const MOST_SECONDS = 600;

export default class Egress extends Command {
  static override readonly summary = 'What a firewall must let through for an image: hosts, ports, and their state.';
  static override readonly description =
    'Runs a check and lists the places that the clients turn to: name servers, the registry and its mirrors, where tokens come from, the storage hosts that the registry sends its clients to, proxies. Each with what it is for, who uses it, its addresses, and whether it is open, refused, silent or unknown from here. What goes through a proxy is listed as such: there only the proxy’s own port matters on this machine. Exit code: as that of a check.';
  static override readonly examples = [
    '<%= config.bin %> <%= command.id %> registry.example.com:5000/team/app:1.2',
    {
      description: 'For two clients:',
      command: '<%= config.bin %> <%= command.id %> registry.example.com/app --client docker --client containerd',
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
      description: 'client to list for, NAME or NAME@VERSION, or all (default: those found on the machine)',
    }),
    push: Flags.boolean({ description: 'list for a push instead of a pull', exclusive: ['login'] }),
    login: Flags.boolean({ description: 'list for a login instead of a pull' }),
    root: Flags.string({
      description:
        "directory where the looked-at machine's / is mounted (default: /host where a container has a node's disk there, else /)",
    }),
    'tls-verify': Flags.string({ options: ['true', 'false'], description: 'as given to the client' }),
    creds: Flags.string({ description: 'user:password, as given to the client', env: 'REGDOCTOR_CREDS' }),
    'creds-stdin': Flags.boolean({ description: 'take user:password from the first line of standard input' }),
    anonymous: Flags.boolean({ description: "nobody's credentials are used", exclusive: ['creds-stdin'] }),
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
    'allow-insecure-auth': Flags.boolean({ description: 'send credentials over plain HTTP where the client would' }),
    network: Flags.string({
      options: ['pod', 'node', 'host'],
      description: 'whose network this is (default: guessed)',
    }),
    resolver: Flags.string({
      options: ['pod', 'node', 'host'],
      description: 'whose resolver this is (default: guessed)',
    }),
    timeout: Flags.integer({
      default: TOTAL_SECONDS,
      min: 1,
      max: MOST_SECONDS,
      description: 'seconds for the whole check',
    }),
    'step-timeout': Flags.integer({
      default: STEP_SECONDS,
      min: 1,
      max: MOST_SECONDS,
      description: 'seconds for one probe',
    }),
    json: Flags.boolean({ description: 'one JSON document on stdout, see docs/egress.schema.json' }),
  };

  override async run(): Promise<number> {
    const { args, flags } = await this.parse(Egress);
    const { egressFromFlags } = await import('../src/cli/egress-from-flags.js');
    return egressFromFlags(args.reference, { ...flags, strict: false, verbose: false });
  }
}
