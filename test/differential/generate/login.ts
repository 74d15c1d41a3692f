import { branch, type Draft } from './draft.js';
import { spelled } from './names.js';

/** Draws a stored login: for the right key, a near miss, with a wrong password, broken. `places` by weight. */
export function drawLogin(draft: Draft, places: Readonly<Record<string, number>>): void {
  const taken = branch(draft, 'login', { none: 44, right: 34, 'wrong password': 8, 'near miss': 10, broken: 4 });
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
  if (!draft.random.chance(likelihood)) return;
  draft.credentials = draft.random.chance(0.85) ? 'alice:secret' : 'alice:wrong';
  draft.branches.add('flag: --creds');
}
