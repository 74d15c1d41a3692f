// The sections of the man page that no manifest knows. Text in backticks is what a person types or sees.

/** What the groups of flags in the help are called on the page. */
export const FLAG_GROUPS = {
  subject: 'What to check',
  client: 'As the client would be called',
  vantage: 'Where from',
  output: 'Output',
  limit: 'Limits',
};

export const INTRODUCTION = [
  'regdoctor reads the configuration of the clients on the machine (buildah, podman, skopeo, CRI-O, containerd, k3s, RKE2, k0s, MicroK8s, Docker, BuildKit, nerdctl, ctr, crane, kaniko, Helm, ORAS), plans what each would do for an image reference, looks at the network once (DNS, TCP, TLS, HTTP, authentication), replays the plans over what it saw, and prints the root cause with a fix that was replayed first. It does not wait for the time-outs of the clients.',
  'What can not be seen is unknown, never ok or failed. Credentials are sent only where the client would send them, and over plain HTTP only with `--allow-insecure-auth`. They appear in no output. Nothing on the machine is changed by a check.',
  'Each command explains itself: `regdoctor COMMAND --help`.',
];

export const EXIT_STATUS = [
  ['0', 'All is well, also where it is slow. Other commands: done.'],
  ['1', 'An error was found; with `--strict`, a warning too.'],
  ['2', 'The call was wrong: a bad reference, an unknown flag, a file that can not be read.'],
  ['3', 'Something needed for the verdict could not be seen, or no client was found.'],
  ['70', 'A bug in regdoctor. Its lines on standard error are what a report needs.'],
];

export const ENVIRONMENT = {
  text: [
    'The variables that clients read (`HOME`, `XDG_CONFIG_HOME`, `REGISTRY_AUTH_FILE`, `DOCKER_CONFIG`, `CONTAINERS_CONF`, `HTTPS_PROXY`, `NO_PROXY`, `SSL_CERT_FILE` and more) are taken as each client takes them; `regdoctor config` says which one decided. regdoctor itself reads:',
  ],
  variables: [
    ['REGDOCTOR_CREDS', '`user:password`, as with `--creds`, and not in the list of processes.'],
    ['REGDOCTOR_IMAGE', 'The image that regdoctor is in, for `regdoctor pod-spec`.'],
    [
      'POD_NAMESPACE, POD_NAME, NODE_NAME, SERVICE_ACCOUNT',
      'Where it runs in a cluster, handed down by the spec of the pod; what is not set is looked for in the pod.',
    ],
    ['NO_COLOR, FORCE_COLOR, TERM', 'Whether the output has colours. Without a terminal it has none.'],
    ['LC_ALL, LC_CTYPE, LANG', 'Whether the output has characters beyond ASCII.'],
    ['TMPDIR', 'Where scratch directories are made.'],
  ],
};

export const FILES = [
  [
    '/etc/containers/, /etc/containerd/, /etc/docker/, /etc/rancher/, ~/.docker/config.json, ...',
    'Configuration and credentials of the clients, below `--root` where that is given. They are only read. `regdoctor config` lists every one of them, found or not.',
  ],
  ['/host', 'Where a container has the disk of a node: it is looked at without being told.'],
  ['/dev/termination-log', 'In a pod the verdict goes there too, where the file exists.'],
];

export const EXAMPLES = [
  {
    description: 'A pod in ImagePullBackOff: from its events to the cause.',
    command: 'kubectl describe pod POD | regdoctor explain',
  },
  { description: 'Why can this machine not pull it?', command: 'regdoctor check registry.example.com/team/app:1.2' },
  {
    description: 'Keep the answer, look at it again later, and hand it on.',
    command: 'regdoctor check registry.example.com/team/app:1.2 --json > report.json',
  },
  { command: 'regdoctor report report.json --output html=report.html' },
  { description: 'What does it look like when it is broken?', command: 'regdoctor lab tls-unknown-ca --check' },
];

export const SEE_ALSO = [
  'buildah(1), podman(1), skopeo(1), docker(1), kubectl(1), containers-registries.conf(5), containers-certs.d(5), containers-auth.json(5)',
  'Each finding has a page: `regdoctor codes` lists them, `regdoctor runbook CODE` shows one.',
];
