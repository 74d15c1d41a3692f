import { Args, Command, Flags } from '@oclif/core';

/** Default for one probe, seconds. */
const STEP_SECONDS = 5;
/** Default for all probing together, seconds. */
const TOTAL_SECONDS = 15;
/** Longer runs than this are a mistake in the call. */
const MOST_SECONDS = 600;

/** Headings of the help. */
const SUBJECT = { helpGroup: 'subject' } as const;
const CLIENT = { helpGroup: 'client' } as const;
const VANTAGE = { helpGroup: 'vantage' } as const;
const OUTPUT = { helpGroup: 'output' } as const;
const LIMITS = { helpGroup: 'limit' } as const;

export default class Check extends Command {
  static override readonly summary = 'Why can this image not be pulled (or pushed), and what to paste to fix it.';
  static override readonly description =
    'Plans what each client on the machine would do for the reference, looks at the network once, replays the plans, and prints the root cause with fixes that were replayed first. Exit code: 0 ok, 1 an error was found, 2 the call was wrong, 3 something needed for the verdict could not be seen, 70 a bug.';
  static override readonly usage = ['check REFERENCE... [FLAGS]', 'check --file LIST | --from-manifest FILE [FLAGS]'];
  static override readonly examples = [
    {
      description: 'A pull, as the clients on this machine would do it:',
      command: '<%= config.bin %> check registry.example.com:5000/team/app:1.2',
    },
    {
      description: 'A push, and who may do what:',
      command: '<%= config.bin %> check registry.example.com/team/app --push --client buildah',
    },
    {
      description: "A node's disk under /host, as its clients would do it:",
      command: '<%= config.bin %> check registry.example.com/team/app --root /host',
    },
    {
      description: 'Several references, and a page to hand on:',
      command:
        '<%= config.bin %> check registry.example.com/team/app registry.example.com/team/db:7 --output html=report.html',
    },
    {
      description: 'Every image of a chart, of a cluster, of a list:',
      command: 'helm template ./chart | <%= config.bin %> check --from-manifest -',
    },
    {
      description: 'Again and again while somebody repairs it:',
      command: '<%= config.bin %> check registry.example.com/team/app --watch',
    },
    {
      description: 'For a program, or to look at it later with regdoctor report:',
      command: '<%= config.bin %> check registry.example.com/team/app --json',
    },
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
    push: Flags.boolean({
      ...SUBJECT,
      description: 'judge a push instead of a pull, and say who may do what',
      exclusive: ['login'],
    }),
    'push-size': Flags.string({
      ...SUBJECT,
      helpValue: 'BYTES',
      description: 'with --push: send a part of so many bytes (10M, 1GiB) to the upload that is cancelled',
      dependsOn: ['push'],
    }),
    login: Flags.boolean({ ...SUBJECT, description: 'judge a login instead of a pull' }),
    file: Flags.string({
      ...SUBJECT,
      helpValue: 'LIST',
      multiple: true,
      multipleNonGreedy: true,
      description: 'check every reference in this file, one a line; # begins a comment',
    }),
    'from-manifest': Flags.string({
      ...SUBJECT,
      helpValue: 'FILE',
      multiple: true,
      multipleNonGreedy: true,
      description:
        'check every image that is named in this file: Kubernetes objects, the output of helm template, Compose',
    }),
    platform: Flags.string({
      ...SUBJECT,
      helpValue: 'OS/ARCH',
      description: 'os/architecture[/variant] to choose from an index (default: this machine)',
    }),
    storage: Flags.boolean({
      ...SUBJECT,
      description: 'say too whether buildah and podman can work here (see regdoctor storage)',
    }),
    prove: Flags.boolean({
      ...SUBJECT,
      description: 'after the verdict, run the real programs that are here and show both side by side',
      exclusive: ['push', 'login'],
    }),
    'prove-timeout': Flags.integer({
      ...SUBJECT,
      helpValue: 'SECONDS',
      min: 1,
      max: MOST_SECONDS,
      description: 'with --prove: seconds for each real program (default: 60)',
      dependsOn: ['prove'],
    }),
    client: Flags.string({
      ...CLIENT,
      helpValue: 'NAME',
      char: 'c',
      multiple: true,
      multipleNonGreedy: true,
      description: 'client to judge, NAME or NAME@VERSION (default: those found on the machine)',
    }),
    'tls-verify': Flags.string({ ...CLIENT, options: ['true', 'false'], description: 'as given to the client' }),
    creds: Flags.string({
      ...CLIENT,
      helpValue: 'USER:PASSWORD',
      description: 'user:password, as given to the client',
      env: 'REGDOCTOR_CREDS',
    }),
    'creds-stdin': Flags.boolean({
      ...CLIENT,
      description: 'take user:password from the first line of standard input',
    }),
    anonymous: Flags.boolean({
      ...CLIENT,
      description: "judge what anyone may do: nobody's credentials are used",
      exclusive: ['creds-stdin'],
    }),
    authfile: Flags.string({ ...CLIENT, helpValue: 'FILE', description: 'as given to the client' }),
    'cert-dir': Flags.string({ ...CLIENT, helpValue: 'DIRECTORY', description: 'as given to the client' }),
    'plain-http': Flags.boolean({ ...CLIENT, description: 'as given to helm, oras or ctr' }),
    'ca-file': Flags.string({ ...CLIENT, helpValue: 'FILE', description: 'as given to helm or oras' }),
    dockerconfigjson: Flags.string({
      ...CLIENT,
      helpValue: 'FILE',
      description:
        "a pod's imagePullSecret as a file (what is in it, or the Secret as YAML or JSON), as the kubelet hands it to the runtime",
    }),
    'allow-insecure-auth': Flags.boolean({
      ...CLIENT,
      description: 'send credentials over plain HTTP where the client would',
    }),
    root: Flags.string({
      ...VANTAGE,
      helpValue: 'DIRECTORY',
      description:
        "directory where the looked-at machine's / is mounted (default: /host where a container has a node's disk there, else /)",
    }),
    network: Flags.string({
      ...VANTAGE,
      options: ['pod', 'node', 'host'],
      description: 'whose network this is (default: guessed)',
    }),
    resolver: Flags.string({
      ...VANTAGE,
      options: ['pod', 'node', 'host'],
      description: 'whose resolver this is (default: guessed)',
    }),
    output: Flags.string({
      ...OUTPUT,
      helpValue: 'FORM[=FILE]',
      char: 'o',
      multiple: true,
      multipleNonGreedy: true,
      description:
        'FORM or FORM=FILE: text, json, jsonl, html, markdown, junit or sarif; several times for several files',
    }),
    json: Flags.boolean({ ...OUTPUT, description: 'one JSON document on stdout, see docs/report.schema.json' }),
    'report-file': Flags.string({
      ...OUTPUT,
      helpValue: 'FILE',
      description:
        'write the report to this file too, in the form that its ending names: .json, .html, .md, .xml, .sarif, else text',
    }),
    'redact-hosts': Flags.boolean({
      ...OUTPUT,
      description: 'replace names of hosts, addresses and users everywhere, so that the report can be shown to anyone',
    }),
    quiet: Flags.boolean({ ...OUTPUT, char: 'q', description: 'the verdict in one line, and nothing else' }),
    verbose: Flags.boolean({ ...OUTPUT, char: 'v', description: 'all evidence, sources and infos' }),
    'output-dir': Flags.string({
      ...OUTPUT,
      helpValue: 'DIRECTORY',
      description: 'write the files of all fixes there, and touch nothing else',
    }),
    'save-chain': Flags.string({
      ...OUTPUT,
      helpValue: 'FILE',
      description: 'write the certificates that servers presented to this file as PEM, unverified',
    }),
    timeout: Flags.integer({
      ...LIMITS,
      helpValue: 'SECONDS',
      default: TOTAL_SECONDS,
      min: 1,
      max: MOST_SECONDS,
      description: 'seconds for the whole check; with many references, for each of them',
    }),
    'step-timeout': Flags.integer({
      ...LIMITS,
      helpValue: 'SECONDS',
      default: STEP_SECONDS,
      min: 1,
      max: MOST_SECONDS,
      description: 'seconds for one probe',
    }),
    strict: Flags.boolean({ ...LIMITS, description: 'exit 1 on warnings too' }),
    watch: Flags.boolean({
      ...LIMITS,
      description: 'check again and again until all is well, and show what has changed',
      exclusive: ['prove', 'storage', 'save-chain'],
    }),
    wait: Flags.string({
      ...LIMITS,
      helpValue: 'DURATION',
      description: 'check again until all is well or this time is over (90s, 5m, 1h); what was found last is printed',
      exclusive: ['prove', 'storage', 'save-chain'],
    }),
  };

  override async run(): Promise<number> {
    const { argv, flags } = await this.parse(Check);
    const { checkCommand } = await import('../src/cli/check-command.js');
    return checkCommand(argv.map(String), flags);
  }
}
