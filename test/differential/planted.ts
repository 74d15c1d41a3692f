import type { PlantedBug } from './bundle.js';

/** Bugs that the rig has to notice, and the client that shows each: what it proves is worth only as much as it would catch. */
export const PLANTED: readonly {
  readonly name: string;
  readonly client: 'buildah' | 'skopeo';
  readonly bug: PlantedBug;
}[] = [
  {
    name: 'the wrong port on the way back to plain HTTP',
    client: 'skopeo',
    bug: {
      file: 'src/clients/containers-image/endpoint.ts',
      find: '  const base = baseUrl(request, name);',
      replace: `  const usual = request.registry.includes(':') ? ':80' : ':443';
  const base = name === 'http' ? 'http://' + hostName(request.registry) + usual : baseUrl(request, name);`,
    },
  },
  {
    name: 'mirrors in the wrong order',
    client: 'skopeo',
    bug: {
      file: 'src/clients/containers-image/plan-pull.ts',
      find: 'const built = found.sources.map((source) =>',
      replace: 'const built = found.sources.toReversed().map((source) =>',
    },
  },
  {
    name: 'credentials looked up under the wrong key',
    client: 'skopeo',
    bug: {
      file: 'src/clients/containers-image/auth/match.ts',
      find: 'legacy: boolean, key: string): AuthEntry | null {',
      replace: `legacy: boolean, typed: string): AuthEntry | null {
  const [own = ''] = typed.split('/');
  const key = typed.replace(own, own.includes(':') ? own.replace(/:.*/, '') : own + ':443');`,
    },
  },
];
