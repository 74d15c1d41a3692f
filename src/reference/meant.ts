import { MAX_INPUT_LENGTH, parseGrammar } from './grammar.js';

/** What people paste around a reference: a command line, quotation marks, a URL. Each takes the input one step nearer. */
type Repair = (input: string) => string;

const COMMAND =
  /^(?:\$\s+|#\s+)?(?:sudo\s+)?(?:docker|podman|buildah|skopeo|nerdctl|crictl|ctr|crane|oras|k3s|FROM|image:)(?:\s|$)/i;

/** The last word that isn't a flag of a pasted command line. */
function withoutCommand(input: string): string {
  const words = input.trim().split(/\s+/);
  if (words.length < 2 || !COMMAND.test(input.trim())) return input;
  return words.findLast((word) => /^["']?[\w[]/.test(word) && parses(repairText(word))) ?? input;
}

const withoutQuotes: Repair = (input) => input.replace(/^["'`]+|["'`,;]+$/g, '');

/** Scheme, user information, query and fragment of a URL, and slashes around it. */
const withoutUrl: Repair = (input) =>
  input
    .replace(/^[a-zA-Z][a-zA-Z0-9+.-]*:\/\/(?:[^/\s]*@(?!sha\d+:))?/, '')
    .replace(/[?#].*$/, '')
    .replace(/^\/+/, '')
    .replace(/\/+$/, '');

/** `host/v2/name/manifests/tag`, as it stands in error messages and proxies' logs. */
const withoutApi: Repair = (input) =>
  input.replace(
    /^([^/]+)\/v2\/(.+)\/manifests\/([^/]+)$/,
    (_, host: string, name: string, reference: string) =>
      `${host}/${name}${reference.includes(':') ? '@' : ':'}${reference}`,
  );

const singleSlashes: Repair = (input) => input.replace(/\/{2,}/g, '/');

/** `name:sha256:…` → `name@sha256:…`. */
const digestAfterColon: Repair = (input) => input.replace(/:(sha(?:256|384|512):[a-fA-F0-9]+)$/, '@$1');

const withoutEmptyEnd: Repair = (input) => input.replace(/[:@]+$/, '');

/** Upper case in repository and digest; of a lone name too. The registry keeps its case. */
const lowerCase: Repair = (input) => {
  const [, registry = '', repository = '', tag = '', digest = ''] =
    /^([^/]*\/)?([^:@]*)(:[^@]*)?(@.*)?$/.exec(input) ?? [];
  return registry + repository.toLowerCase() + tag + digest.toLowerCase();
};

/** `fc00::1:5000/x` → `[fc00::1]:5000/x`. */
const brackets: Repair = (input) => input.replace(/^([a-fA-F0-9]*(?::[a-fA-F0-9]*){2,}):(\d{2,5})\//, '[$1]:$2/');

const hostWithoutDot: Repair = (input) => input.replace(/^([^/:]*[^/:.])\.+(?=[:/])/, '$1');

const hostWithoutUnderscore: Repair = (input) =>
  input.replace(/^[^/]*_[^/]*(?=\/)/, (host) => (/[.:]/.test(host) ? host.replace(/_+/g, '-') : host));

const REPAIRS: readonly Repair[] = [
  (input) => input.trim(),
  withoutQuotes,
  (input) => withoutApi(withoutUrl(input)),
  singleSlashes,
  digestAfterColon,
  withoutEmptyEnd,
  brackets,
  hostWithoutDot,
  lowerCase,
  hostWithoutUnderscore,
];

function repairText(input: string): string {
  let repaired = input;
  for (const repair of REPAIRS) {
    if (parses(repaired)) break;
    repaired = repair(repaired);
  }
  return repaired;
}

function parses(input: string): boolean {
  return 'registry' in parseGrammar(input);
}

/** The reference that was probably meant by an input that doesn't parse: one that does, or null. Never holds a password of a pasted URL. */
export function meantReference(input: string): string | null {
  if (input.length > MAX_INPUT_LENGTH) return null;
  const repaired = repairText(withoutCommand(input));
  return parses(repaired) ? repaired : null;
}
