import type { Form, KindName } from '../kubernetes/kinds.js';
import { labelProblem, subdomainProblem } from '../kubernetes/names.js';
import type { PodRequest, Runs } from '../kubernetes/request.js';
import { parseReference } from '../reference/parse.js';
import { UsageError } from '../report/usage.js';
import { cleanText } from '../text/clean.js';
import { VERSION } from '../version.js';
import { requireReference } from './flags.js';

/** Name of the pod and its container. */
const NAME = 'regdoctor';
/** Stands where nobody said which image: none is published, so whoever pastes it must put in their own. */
const PLACEHOLDER_IMAGE = `registry.example.com/regdoctor:${VERSION}`;
/** Longest echo of a flag's value. */
const MAX_ECHO_CHARACTERS = 80;

/** Flags of `regdoctor pod-spec`. */
export interface PodSpecFlags {
  readonly kind?: string | undefined;
  readonly image?: string | undefined;
  readonly namespace?: string | undefined;
  readonly node?: string | undefined;
  readonly secret?: string | undefined;
  readonly pod?: string | undefined;
  readonly target?: string | undefined;
  readonly run?: string | undefined;
  readonly form?: string | undefined;
}

/**
 * The request that words and flags make, with what must be said of it. Every value is held to the grammar that Kubernetes or a registry has for it, so
 * nothing in it means anything to a shell; others throw `UsageError`.
 */
export function podRequest(
  words: readonly string[],
  kind: KindName,
  form: Form,
  flags: PodSpecFlags,
): { readonly request: PodRequest; readonly notes: readonly string[] } {
  const request: PodRequest = {
    name: NAME,
    image: imageFrom(flags.image),
    namespace: checked('--namespace', flags.namespace, labelProblem),
    node: checked('--node', flags.node, subdomainProblem),
    secret: checked('--secret', flags.secret, subdomainProblem),
    pod: checked('--pod', flags.pod, subdomainProblem),
    target: checked('--target', flags.target, labelProblem),
    runs: runsFrom(words, kind, form, flags.run),
  };
  refuseMisfits(kind, request);
  const own = flags.image === undefined && kind !== 'deployment' && kind !== 'rbac' && kind !== 'namespace';
  return {
    request,
    notes: own ? [`put your image in the place of ${PLACEHOLDER_IMAGE}: --image, or REGDOCTOR_IMAGE`] : [],
  };
}

/** What goes with no pod of this kind would be dropped without a word: it is refused. */
function refuseMisfits(kind: KindName, { node, secret, pod, target }: PodRequest): void {
  const debug = kind === 'debug-node' || kind === 'debug-pod';
  if (kind === 'secret' && secret === null) throw new UsageError('--kind secret needs --secret NAME', '--secret');
  if (kind === 'debug-node' && node === null) throw new UsageError('--kind debug-node needs --node NAME', '--node');
  if (kind === 'debug-pod' && pod === null) throw new UsageError('--kind debug-pod needs --pod NAME', '--pod');
  if (debug && secret !== null)
    throw new UsageError('--secret: kubectl debug can mount none', '--secret', '--kind node --secret NAME');
  if (kind === 'debug-pod' && node !== null) throw new UsageError('--node: the pod is where it is', '--node');
  if (kind === 'daemonset' && node !== null)
    throw new UsageError('--node: a DaemonSet runs on all nodes', '--node', '--kind job --node NAME');
  if (kind !== 'debug-pod' && (pod !== null || target !== null))
    throw new UsageError(`${pod === null ? '--target' : '--pod'} goes with --kind debug-pod only`, '--pod');
}

function checked(flag: string, value: string | undefined, problemOf: (name: string) => string | null): string | null {
  if (value === undefined) return null;
  const problem = problemOf(value);
  if (problem === null) return value;
  throw new UsageError(`${flag}: "${cleanText(value, MAX_ECHO_CHARACTERS)}" ${problem}`, flag);
}

function imageFrom(value: string | undefined): string {
  if (value === undefined) return PLACEHOLDER_IMAGE;
  const parsed = parseReference(value);
  if (parsed.ok) return value;
  throw new UsageError(`--image: ${parsed.error.message}`, '--image', parsed.error.meant);
}

function runsFrom(words: readonly string[], kind: KindName, form: Form, asked: string | undefined): Runs {
  const [reference, ...more] = words;
  const run = asked ?? (reference === undefined ? 'shell' : 'check');
  for (const word of words) refuseWord(word);
  if (run === 'storage') return { kind: 'storage', more: words };
  if (run === 'shell' && reference !== undefined)
    throw new UsageError('--run shell takes no reference', '--run', '--run check');
  if (run === 'check' && reference === undefined) throw new UsageError('a check needs a reference', 'reference');
  if (reference === undefined) {
    const needsNone = form === 'line' || kind === 'rbac' || kind === 'namespace';
    if (needsNone) return { kind: 'shell' };
    throw new UsageError(`--kind ${kind} as a manifest needs a reference: nobody is there to type`, 'reference');
  }
  requireReference(reference);
  if (kind === 'deployment' && more.length > 0)
    throw new UsageError('a Deployment of the image itself takes no words for regdoctor', 'command line');
  return { kind: 'check', reference, more };
}

/** Everybody who may read pods would read the password too; control characters would do to a terminal what they like. */
function refuseWord(word: string): void {
  if (/^--?creds(=|$)/.test(word))
    throw new UsageError('--creds: a password would stand in the pod for all to read', '--creds', '--secret NAME');
  if (/[\p{Cc}\p{Cf}\p{Cs}]/u.test(word))
    throw new UsageError('a word for regdoctor contains control characters', 'command line');
}
