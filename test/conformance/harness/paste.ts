import { expect } from 'vitest';
import type { Rig } from '../rig/rig.js';

const ENVIRONMENT_MARK = '--- environment ---';
/** What a pasted `export` may change for the commands that follow in the same shell. */
const EXPORTED =
  /^((?:HTTPS?|NO)_PROXY|(?:https?|no)_proxy|SSL_CERT_(?:FILE|DIR)|REGISTRY_AUTH_FILE|CONTAINERS_\w+)=(.*)$/;

/** Pastes lines into a shell of the machine; gives the environment as that shell leaves it. */
export async function paste(
  rig: Rig,
  lines: string,
  env: Readonly<Record<string, string>>,
): Promise<Readonly<Record<string, string>>> {
  const script = `set -e\n${lines}\nset +e\necho '${ENVIRONMENT_MARK}'\nenv`;
  const result = await rig.host.run('sh', ['-c', script], { env });
  expect(result.code, `${lines}\n${result.stderr}`).toBe(0);
  const shown = result.stdout.split(`${ENVIRONMENT_MARK}\n`)[1] ?? '';
  const exported = shown.split('\n').flatMap((line): [string, string][] => {
    const [, name, value] = EXPORTED.exec(line) ?? [];
    return name === undefined || value === undefined ? [] : [[name, value]];
  });
  return Object.fromEntries(exported);
}
