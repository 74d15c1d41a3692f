/** What can stand in a place of a command line. `reference`, numbers and the like are `free`: nobody can complete them. */
export type Values =
  | { readonly kind: 'free' }
  | { readonly kind: 'files' }
  | { readonly kind: 'directories' }
  | { readonly kind: 'words'; readonly words: readonly string[] }
  /** `FORM` or `FORM=FILE`. */
  | { readonly kind: 'outputs'; readonly words: readonly string[] };

/** A flag of a command; `values` is null where it takes none. */
export interface CompletedFlag {
  readonly name: string;
  readonly char: string | null;
  readonly summary: string;
  readonly isRepeatable: boolean;
  readonly values: Values | null;
}

/** A command, its flags, and what its words can be. */
export interface CompletedCommand {
  readonly name: string;
  readonly summary: string;
  readonly flags: readonly CompletedFlag[];
  readonly words: Values;
}

/** Names that change with the version and that no manifest knows. */
export interface KnownNames {
  readonly clients: readonly string[];
  readonly codes: readonly string[];
  readonly forms: readonly string[];
  readonly kinds: readonly string[];
  readonly labs: readonly string[];
}

/** The parts of a command in oclif.manifest.json that completion needs. */
export interface ManifestCommand {
  readonly id: string;
  readonly summary?: string;
  readonly hidden?: boolean;
  readonly flags: Readonly<Record<string, ManifestFlag>>;
  readonly args: Readonly<
    Record<string, { readonly name: string; readonly hidden?: boolean; readonly options?: readonly string[] }>
  >;
}

interface ManifestFlag {
  readonly name: string;
  readonly char?: string;
  readonly type: 'boolean' | 'option';
  readonly multiple?: boolean;
  readonly hidden?: boolean;
  readonly description?: string;
  readonly options?: readonly string[];
}

/** Longest description beside a completion: two of them fit beside each other on a wide terminal, one on a narrow one. */
const MAX_SUMMARY_CHARACTERS = 60;

const FREE: Values = { kind: 'free' };
const FILES: Values = { kind: 'files' };
const DIRECTORIES: Values = { kind: 'directories' };

/** What the flags take that have no fixed options: a test holds that each is named here, so that a new one is thought of. */
export const FLAG_VALUES: Readonly<Record<string, Values | ((known: KnownNames) => Values)>> = {
  authfile: FILES,
  'backup-dir': DIRECTORIES,
  'ca-file': FILES,
  'cert-dir': DIRECTORIES,
  client: ({ clients }) => words(['all', ...clients, ...clients.map((name) => `${name}@`)]),
  creds: FREE,
  directory: DIRECTORIES,
  dockerconfigjson: FILES,
  file: FILES,
  fix: FREE,
  'from-manifest': FILES,
  image: FREE,
  kind: ({ kinds }) => words(kinds),
  namespace: FREE,
  node: FREE,
  output: ({ forms }) => ({ kind: 'outputs', words: forms }),
  'output-dir': DIRECTORIES,
  platform: () =>
    words(['linux/amd64', 'linux/arm64', 'linux/arm/v7', 'linux/ppc64le', 'linux/riscv64', 'linux/s390x']),
  pod: FREE,
  'prove-timeout': FREE,
  'push-size': FREE,
  'report-file': FILES,
  root: DIRECTORIES,
  'save-chain': FILES,
  secret: FREE,
  'step-timeout': FREE,
  target: FREE,
  timeout: FREE,
  to: FILES,
  wait: () => words(['30s', '90s', '5m', '15m', '1h']),
};

/** What the words of the commands are that take other than references and free text. */
const COMMAND_WORDS: Readonly<Record<string, Values | ((known: KnownNames) => Values)>> = {
  apply: FILES,
  bundle: FILES,
  config: FILES,
  diff: FILES,
  lab: ({ labs }) => words(labs),
  report: FILES,
  runbook: ({ codes }) => words(codes),
};

/** What completion knows, from the manifest of the commands. */
export function completionModel(commands: readonly ManifestCommand[], known: KnownNames): readonly CompletedCommand[] {
  return commands
    .filter(({ hidden }) => hidden !== true)
    .map((command) => ({
      name: command.id,
      summary: short(command.summary ?? ''),
      words: wordsOf(command, known),
      flags: [
        ...Object.values(command.flags)
          .filter(({ hidden }) => hidden !== true)
          .map((flag) => flagOf(flag, known)),
        {
          name: 'help',
          char: null,
          summary: 'what it does, its flags and examples',
          isRepeatable: false,
          values: null,
        },
      ],
    }))
    .toSorted((a, b) => (a.name < b.name ? -1 : 1));
}

function flagOf(flag: ManifestFlag, known: KnownNames): CompletedFlag {
  return {
    name: flag.name,
    char: flag.char ?? null,
    summary: short(flag.description ?? ''),
    isRepeatable: flag.multiple === true,
    values: flag.type === 'boolean' ? null : valuesOf(flag, known),
  };
}

function valuesOf({ name, options }: ManifestFlag, known: KnownNames): Values {
  if (options !== undefined) return words(options);
  const values = FLAG_VALUES[name] ?? FREE;
  return typeof values === 'function' ? values(known) : values;
}

function wordsOf({ id, args }: ManifestCommand, known: KnownNames): Values {
  const options = Object.values(args).find((arg) => arg.options !== undefined)?.options;
  if (options !== undefined) return words(options);
  const values = COMMAND_WORDS[id] ?? FREE;
  return typeof values === 'function' ? values(known) : values;
}

function words(all: readonly string[]): Values {
  return { kind: 'words', words: all };
}

/** The first part of a description that says enough for a menu. */
function short(text: string): string {
  const head = (/^.*?(?= \(|; |\.$|$)/.exec(text)?.[0] ?? text).trim();
  if (head.length <= MAX_SUMMARY_CHARACTERS) return head;
  return `${head.slice(0, head.lastIndexOf(' ', MAX_SUMMARY_CHARACTERS)).replace(/[,:]$/, '')} ...`;
}
