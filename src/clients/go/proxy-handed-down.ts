/** Which distribution starts containerd, by how it changes its own environment for it. */
export type Supervisor = 'k3s' | 'k0s';

type Environment = Readonly<Record<string, string>>;

const PREFIX = 'CONTAINERD_';
/** Variables of a proxy that k0s takes over whatever its setting says. */
const K0S_PROXIES: readonly string[] = ['HTTP_PROXY', 'HTTPS_PROXY', 'NO_PROXY'];

/**
 * The environment of the containerd that k3s, rke2 or k0s starts: `CONTAINERD_NAME` becomes `NAME` and wins (k3s `pkg/agent/containerd/containerd.go`:
 * Run, any name; k0s `pkg/supervisor/supervisor.go`: getEnv, of which only the proxies' names matter here).
 * @returns the environment, and for each variable that was renamed the name it was set under.
 */
export function handedDown(
  environment: Environment,
  supervisor: Supervisor,
): { readonly environment: Environment; readonly renamed: ReadonlyMap<string, string> } {
  const renamed = new Map<string, string>();
  const changed: Record<string, string> = { ...environment };
  for (const [name, value] of Object.entries(environment)) {
    if (!name.startsWith(PREFIX)) continue;
    const bare = name.slice(PREFIX.length);
    if (!/_proxy$/i.test(bare) || (supervisor === 'k0s' && !K0S_PROXIES.includes(bare))) continue;
    changed[bare] = value;
    renamed.set(bare, name);
  }
  return { environment: changed, renamed };
}

/** Name under which a variable must be set for that containerd: with the prefix where the one that counts has it. */
export function nameToSet(environment: Environment, variable: string): string {
  return environment[PREFIX + variable] === undefined ? variable : PREFIX + variable;
}
