import { NAMES } from '../case.js';
import { branch, type Draft } from './draft.js';
import { spelled } from './names.js';

/** Who is asked for a login mostly has one. */
const WANTED = { none: 10, right: 62, 'wrong password': 11, 'near miss': 11, broken: 6 } as const;
const UNASKED = { none: 58, right: 22, 'wrong password': 7, 'near miss': 8, broken: 5 } as const;

/** True where the port that is asked first wants a login. */
function asksForLogin(draft: Draft): boolean {
  const address = NAMES[draft.host] ?? draft.host;
  const state = draft.network[`${address}${draft.port === '' ? ':443' : draft.port}`];
  return state !== undefined && state.auth !== 'none';
}

/** Draws a stored login: for the right key, a near miss, with a wrong password, broken. `places` by weight. */
export function drawLogin(draft: Draft, places: Readonly<Record<string, number>>): void {
  const taken = branch(draft, 'login', asksForLogin(draft) ? WANTED : UNASKED);
  if (taken === 'none') return;
  const path = draft.random.weighted(places);
  const key =
    taken === 'near miss'
      ? draft.random.pick([
          draft.host,
          `${draft.host}:443`,
          `${draft.host}/`,
          `https://${draft.host}${draft.port}/v2/`,
          'elsewhere.test',
        ])
      : taken === 'right'
        ? `${draft.host}${draft.port}`
        : spelled(draft);
  const login = taken === 'wrong password' ? 'alice:wrong' : 'alice:secret';
  const text = JSON.stringify({ auths: { [key]: { auth: Buffer.from(login).toString('base64') } } }, null, 2);
  draft.files[path] = taken === 'broken' ? text.slice(0, -3) : text;
  if (path === '/root/case/auth.json') draft.environment['REGISTRY_AUTH_FILE'] = path;
}

/** Draws `--creds`. */
export function drawFlagLogin(draft: Draft, likelihood: number): void {
  if (!draft.random.chance(asksForLogin(draft) ? Math.max(0.2, likelihood * 1.6) : likelihood)) return;
  draft.credentials = draft.random.chance(0.85) ? 'alice:secret' : 'alice:wrong';
  draft.branches.add('flag: --creds');
}
