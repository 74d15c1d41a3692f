import { Args, Command, Flags } from '@oclif/core';

/** Default for one probe, seconds. */
const STEP_SECONDS = 5;
/** Default for all probing together, seconds. */
const TOTAL_SECONDS = 15;
/** Longer runs than this are a mistake in the call. */
const MOST_SECONDS = 600;

export default class Check extends Command {
  static override readonly summary = 'Why can this image not be pulled (or pushed), and what to paste to fix it.';
  static override readonly description =
    'Plans what each client on the machine would do for the reference, looks at the network once, replays the plans, and prints the root cause with fixes that were replayed first. Exit code: 0 ok, 1 an error was found, 2 the call was wrong, 3 something needed for the verdict could not be seen, 70 a bug.';
  static override readonly examples = [
    '<%= config.bin %> check registry.example.com:5000/team/app:1.2',
    '<%= config.bin %> check registry.example.com/app --client buildah --push',
    '<%= config.bin %> check registry.example.com/app --root /host --json',
  ];

  static override readonly args = {
    reference: Args.string({
      description: 'image references as given to the client; - reads them from standard input, one a line',
      // Else the framework would take what is piped in for the reference.
      ignoreStdin: true,
    }),
  };
  /** More than one reference may be given. */
  static override readonly strict = false;

  static override readonly flags = {
    client: Flags.string({
      char: 'c',
      multiple: true,
      multipleNonGreedy: true,
      description: 'client to judge, NAME or NAME@VERSION (default: those found on the machine)',
    }),
    push: Flags.boolean({
      description: 'judge a push instead of a pull, and say who may do what',
      exclusive: ['login'],
    }),
    'push-size': Flags.string({
      description: 'with --push: send a part of so many bytes (10M, 1GiB) to the upload that is cancelled',
      dependsOn: ['push'],
    }),
    login: Flags.boolean({ description: 'judge a login instead of a pull' }),
    root: Flags.string({
      description:
        "directory where the looked-at machine's / is mounted (default: /host where a container has a node's disk there, else /)",
    }),
    'tls-verify': Flags.string({ options: ['true', 'false'], description: 'as given to the client' }),
    creds: Flags.string({ description: 'user:password, as given to the client', env: 'REGDOCTOR_CREDS' }),
    'creds-stdin': Flags.boolean({
      description: 'take user:password from the first line of standard input',
    }),
    anonymous: Flags.boolean({
      description: "judge what anyone may do: nobody's credentials are used",
      exclusive: ['creds-stdin'],
    }),
    authfile: Flags.string({ description: 'as given to the client' }),
    'cert-dir': Flags.string({ description: 'as given to the client' }),
    'plain-http': Flags.boolean({ description: 'as given to helm, oras or ctr' }),
    'ca-file': Flags.string({ description: 'as given to helm or oras' }),
    dockerconfigjson: Flags.string({
      description:
        "a pod's imagePullSecret as a file (what is in it, or the Secret as YAML or JSON), as the kubelet hands it to the runtime",
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
    strict: Flags.boolean({ description: 'exit 1 on warnings too' }),
    file: Flags.string({
      multiple: true,
      multipleNonGreedy: true,
      description: 'check every reference in this file, one a line; # begins a comment',
    }),
    'from-manifest': Flags.string({
      multiple: true,
      multipleNonGreedy: true,
      description:
        'check every image that is named in this file: Kubernetes objects, the output of helm template, Compose',
    }),
    json: Flags.boolean({ description: 'one JSON document on stdout, see docs/report.schema.json' }),
    output: Flags.string({
      char: 'o',
      multiple: true,
      multipleNonGreedy: true,
      description:
        'FORM or FORM=FILE: text, json, jsonl, html, markdown, junit or sarif; several times for several files',
    }),
    'redact-hosts': Flags.boolean({
      description: 'replace names of hosts, addresses and users everywhere, so that the report can be shown to anyone',
    }),
    quiet: Flags.boolean({ char: 'q', description: 'the verdict in one line, and nothing else' }),
    watch: Flags.boolean({
      description: 'check again and again until all is well, and show what has changed',
      exclusive: ['prove', 'storage', 'save-chain'],
    }),
    wait: Flags.string({
      description: 'check again until all is well or this time is over (90s, 5m, 1h); what was found last is printed',
      exclusive: ['prove', 'storage', 'save-chain'],
    }),
    verbose: Flags.boolean({ char: 'v', description: 'all evidence, sources and infos' }),
    'save-chain': Flags.string({
      description: 'write the certificates that servers presented to this file as PEM, unverified',
    }),
    storage: Flags.boolean({
      description: 'say too whether buildah and podman can work here (see regdoctor storage)',
    }),
    prove: Flags.boolean({
      description: 'after the verdict, run the real programs that are here and show both side by side',
      exclusive: ['push', 'login'],
    }),
    'prove-timeout': Flags.integer({
      min: 1,
      max: MOST_SECONDS,
      description: 'with --prove: seconds for each real program (default: 60)',
      dependsOn: ['prove'],
    }),
    'report-file': Flags.string({
      description:
        'write the report to this file too, in the form that its ending names: .json, .html, .md, .xml, .sarif, else text',
    }),
    'output-dir': Flags.string({ description: 'write the files of all fixes there, and touch nothing else' }),
  };

  override async run(): Promise<number> {
    const { argv, flags } = await this.parse(Check);
    const { checkCommand } = await import('../src/cli/check-command.js');
    return checkCommand(argv.map(String), flags);
  }
}
