import type { HelperFact } from '../../facts/facts.js';
import { cleanText } from '../../text/clean.js';
import { asObject } from './json.js';
import { withoutOpaqueRuns } from './opaque.js';

/** How the run of a helper ended. `status`: null where a signal ended it. */
export type HelperRun =
  | { readonly kind: 'ended'; readonly status: number | null; readonly stdout: string; readonly stderr: string }
  | { readonly kind: 'late' }
  | { readonly kind: 'endless' }
  | { readonly kind: 'unstartable'; readonly code: string };

type Secret = { readonly username: string; readonly password: string; readonly token: string | null };
type Answer = Pick<HelperFact, 'outcome' | 'credential' | 'detail'> & { readonly secret: Secret | null };

/** What a helper prints, with an exit code other than 0, where it knows nothing (docker/docker-credential-helpers `credentials/error.go`). */
const NOT_FOUND = 'credentials not found in native keychain';
/** The user name under which a helper gives an identity token (docker/cli `cli/config/credentials/native_store.go`: tokenUsername). */
const TOKEN_USER = '<token>';
/** Longest part of a helper's own words that is told. */
const MAX_WORDS_CHARACTERS = 160;
const MAX_LOOKED_AT_CHARACTERS = 8 * MAX_WORDS_CHARACTERS;
/** Ends of objects that are tried for the first whole one, as Go's decoder reads only that. */
const MAX_OBJECT_ENDS = 64;

/** What a run comes to (docker/docker-credential-helpers `client/client.go`: Get). Nothing of what it printed as credentials is in the answer's detail. */
export function readHelper(run: HelperRun): Answer {
  const without = (outcome: HelperFact['outcome'], detail: string | null): Answer => ({
    outcome,
    credential: null,
    detail,
    secret: null,
  });
  switch (run.kind) {
    case 'late':
      return without('silent', null);
    case 'endless':
      return without('junk', 'what it prints never ends');
    case 'unstartable':
      return without('failed', `it can't be started${run.code === '' ? '' : ` (${run.code})`}`);
    case 'ended':
      break;
  }
  const { status, stdout, stderr } = run;
  if (status !== 0) {
    if (stdout.trim() === NOT_FOUND) return without('not-found', null);
    const said = words(stdout) ?? words(stderr);
    const end = status === null ? 'a signal ended it' : `exit status ${status}`;
    return without('failed', said === null ? end : `${end}: ${said}`);
  }
  if (stdout.trim() === '') return without('junk', 'it printed nothing');
  const object = firstObject(stdout);
  if (object === null) return without('junk', 'what it printed is not JSON');
  const [username, password] = [field(object, 'username'), field(object, 'secret')];
  if (username === null || password === null)
    return without('junk', 'what it printed has a user name or secret that is no text');
  if (username === '' && password === '') return without('not-found', 'it gave an empty user name and secret');
  const isToken = username === TOKEN_USER;
  return {
    outcome: 'credentials',
    credential: isToken ? 'identity-token' : 'basic',
    detail: null,
    secret: isToken ? { username: '', password: '', token: password } : { username, password, token: null },
  };
}

/** A helper's first line of words; null where there is none, or where it may be credentials. */
function words(output: string): string | null {
  const line = output.trim().split('\n')[0] ?? '';
  if (line === '') return null;
  return /[{}"]|secret|password|token/i.test(line)
    ? 'its words may hold a secret and are left out'
    : cleanText(withoutOpaqueRuns(line.slice(0, MAX_LOOKED_AT_CHARACTERS)), MAX_WORDS_CHARACTERS);
}

function firstObject(text: string): Readonly<Record<string, unknown>> | null {
  if (!text.trimStart().startsWith('{')) return null;
  let end = text.indexOf('}');
  for (let tried = 0; end !== -1 && tried < MAX_OBJECT_ENDS; tried += 1) {
    try {
      return asObject(JSON.parse(text.slice(0, end + 1)));
    } catch {
      end = text.indexOf('}', end + 1);
    }
  }
  return null;
}

/** encoding/json matches names of fields in any case; a missing one is empty. Null: it is no text. */
function field(object: Readonly<Record<string, unknown>>, name: string): string | null {
  const value = Object.entries(object).findLast(([key]) => key.toLowerCase() === name)?.[1] ?? '';
  return typeof value === 'string' ? value : null;
}
