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
      replace: "  const base = name === 'http' ? `http://${hostName(request.registry)}` : baseUrl(request, name);",
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
      find: 'for (const wanted of keyLookupOrder(key, legacy)) {',
      replace: "for (const wanted of keyLookupOrder(key.replace(/:\\d+/, ''), legacy)) {",
    },
  },
];
