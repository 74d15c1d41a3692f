import type { Report } from '../schema.js';
import type { Candidate, Parts } from './candidate.js';
import type { Difference } from './schema.js';

/** Variables that differ in every cluster or shell, and that no client goes by. */
const OWN_VARIABLES = new Set(['PATH', 'KUBERNETES_SERVICE_HOST']);
/** What is left out of a daemon: every start has its own. */
const OWN_OF_PROCESS = new Set(['pid', 'startedMs']);

/** What of where it was looked from a walk goes by; names of nodes and accounts are no part of any. */
const VANTAGE_PARTS: Readonly<Record<string, Parts>> = {
  network: { vantage: ['network'] },
  resolver: { vantage: ['resolver'] },
  files: { vantage: ['files', 'filesFrom', 'filesReadOnly'] },
  hostNetwork: { vantage: ['kubernetes'] },
};

type Kind = Difference['kind'];
type Field = NonNullable<Parts['inputs']>[number];

/** What is told of the machine and the call. Each where it differs. */
const FIELDS: readonly (readonly [field: Field, kind: Kind, subject: string])[] = [
  ['allowInsecureAuth', 'flag', '--allow-insecure-auth'],
  ['uid', 'machine', 'user id'],
  ['home', 'machine', 'home directory'],
  ['platform', 'machine', 'platform'],
  ['libc', 'machine', 'C library'],
];
/** Flags by what they are called in the call, where that is not the key with dashes. */
const FLAG_NAMES: Readonly<Record<string, string>> = {
  credentials: '--creds',
  certDirectory: '--cert-dir',
  authFile: '--authfile',
};

/** Variables, flags, versions, daemons, the machine and where it was looked from, where they differ. */
export function settingCandidates(good: Report, bad: Report): Candidate[] {
  return [
    ...asked(good, bad),
    ...variables(good, bad),
    ...flags(good, bad),
    ...versions(good, bad),
    ...FIELDS.flatMap(([field, kind, subject]) =>
      differing(kind, subject, good.inputs[field], bad.inputs[field], { inputs: [field] }, []),
    ),
    ...daemons(good, bad),
    ...vantage(good, bad),
    ...clock(good, bad),
  ];
}

function asked(good: Report, bad: Report): Candidate[] {
  return [
    ...differing('reference', 'reference', good.reference.input, bad.reference.input, null, []),
    ...differing('reference', 'operation', good.operation, bad.operation, null, []),
  ];
}

function variables(good: Report, bad: Report): Candidate[] {
  return keyed(good.inputs['environment'], bad.inputs['environment'])
    .filter(([name]) => !OWN_VARIABLES.has(name))
    .flatMap(([name, was, is]) => differing('variable', name, was, is, { variables: [name] }, [name]));
}

function flags(good: Report, bad: Report): Candidate[] {
  return keyed(good.inputs['flags'], bad.inputs['flags']).flatMap(([key, was, is]) => {
    const name = FLAG_NAMES[key] ?? `--${key.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
    return differing('flag', name, was ?? null, is ?? null, { flags: [key] }, [name]);
  });
}

function versions(good: Report, bad: Report): Candidate[] {
  return bad.clients.flatMap(({ client, version }) => {
    const other = good.clients.find((each) => each.client === client)?.version;
    return other === undefined ? [] : differing('version', client, other, version, { versions: [client] }, []);
  });
}

/** Daemons by name: their arguments and variables, not their process ids. */
function daemons(good: Report, bad: Report): Candidate[] {
  return keyed(byName(good), byName(bad)).flatMap(([name, was, is]) =>
    differing('machine', `running ${name}`, was, is, { processes: [name] }, [name]),
  );
}

function byName({ inputs }: Report): Record<string, string> {
  const processes = (inputs['processes'] ?? []) as readonly { readonly name: string }[];
  const shown = processes.map((each) => [
    each.name,
    JSON.stringify(
      Object.fromEntries(Object.entries(each).filter(([key]) => !OWN_OF_PROCESS.has(key) && key !== 'name')),
    ),
  ]);
  return Object.fromEntries(shown);
}

/** The name of a pod is its own; what it may see from there is not. */
function vantage(good: Report, bad: Report): Candidate[] {
  const told = ({ vantage: { kubernetes, ...where } }: Report): Record<string, unknown> => ({
    network: where.network,
    resolver: where.resolver,
    files: where.files,
    node: kubernetes?.node,
    namespace: kubernetes?.namespace,
    'service account': kubernetes?.serviceAccount,
    hostNetwork: kubernetes?.hostNetwork,
  });
  return keyed(told(good), told(bad)).flatMap(([name, was, is]) =>
    differing('vantage', name, was ?? null, is ?? null, VANTAGE_PARTS[name] ?? null, []),
  );
}

/** Reports are never of the same moment; it is worth a word where a certificate has expired in between. */
function clock(good: Report, bad: Report): Candidate[] {
  const at = ({ inputs, startedAt }: Report): string => {
    const ms = inputs['nowMs'];
    return typeof ms === 'number' && Math.abs(ms) < 8.64e15 ? new Date(ms).toISOString() : startedAt;
  };
  return differing('time', 'clock', at(good), at(bad), { inputs: ['nowMs'] }, []).map((each) => ({
    ...each,
    quiet: true,
  }));
}

function differing(
  kind: Kind,
  subject: string,
  was: unknown,
  is: unknown,
  parts: Parts | null,
  names: readonly string[],
): Candidate[] {
  const [good, bad] = [wordsOf(was), wordsOf(is)];
  return good === bad ? [] : [{ difference: { kind, subject, good, bad, lines: [] }, parts, names }];
}

function keyed(good: unknown, bad: unknown): (readonly [key: string, good: unknown, bad: unknown])[] {
  const [first, second] = [mapOf(good), mapOf(bad)];
  const keys = [...new Set([...first.keys(), ...second.keys()])].sort();
  return keys.map((key) => [key, first.get(key), second.get(key)] as const);
}

function mapOf(value: unknown): Map<string, unknown> {
  return new Map(typeof value === 'object' && value !== null ? Object.entries(value) : []);
}

function wordsOf(value: unknown): string | null {
  if (value === undefined || value === null) return null;
  return typeof value === 'string' ? value : JSON.stringify(value);
}
