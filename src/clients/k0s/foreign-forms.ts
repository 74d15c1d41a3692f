import type { Observation } from '../client.js';
import { fileSource } from '../containers-image/registries/text.js';
import { certsPlace } from './certs.js';
import { foreignRegistries, hostsFileFor } from './dialect.js';
import { CONTAINERD_TOML, DROP_INS, type K0sNode } from './node.js';

const REGISTRIES_CONF = '/etc/containers/registries.conf';

/** `[[registry]]` tables where k0s' containerd was meant to find them; the cure is the drop-in and hosts.toml that say the same. */
export function foreignForms(node: K0sNode, registry: string | null): readonly Observation[] {
  const place = certsPlace(node);
  return textsOf(node).flatMap(({ path, text, code, why }) =>
    foreignRegistries(text)
      .filter((each) => registry === null || each.registry === registry)
      .map((each): Observation => {
        const cure = place === null ? [] : [...place.files, hostsFileFor(place.root, each)];
        const known = cure.every(
          (file) =>
            file.content !== null &&
            (file.path.startsWith(DROP_INS) || node.host.files.read(file.path).kind === 'absent'),
        );
        return {
          code,
          source: fileSource(path, each.line, `[[registry]] ${each.registry}`),
          text: `${path} says [[registry]] for ${each.registry}: ${why}; k0s' containerd wants config_path and certs.d/${each.registry}/hosts.toml`,
          meant: each.insecure ? 'insecure' : 'mirror',
          cure: known ? cure.flatMap(({ path: at, content }) => (content === null ? [] : [{ path: at, content }])) : [],
        };
      }),
  );
}

interface Text {
  readonly path: string;
  readonly text: string;
  readonly code: 'config-wrong-dialect' | 'config-ignored-wrong-path';
  readonly why: string;
}

function textsOf({ host, dropIns }: K0sNode): readonly Text[] {
  const other = 'that is the form of podman and CRI-O, an unknown key to containerd, and it has no effect';
  const read = (path: string, code: Text['code'], why: string): Text[] => {
    const found = host.files.read(path);
    return found.kind === 'file' ? [{ path, text: found.text, code, why }] : [];
  };
  return [
    ...dropIns.map(({ path, text }): Text => {
      const why = path.endsWith('.toml') ? other : `only *.toml is read there, and ${other}`;
      return { path, text, code: 'config-wrong-dialect', why };
    }),
    ...read(CONTAINERD_TOML, 'config-wrong-dialect', other),
    ...read(
      REGISTRIES_CONF,
      'config-ignored-wrong-path',
      'that is a file of podman and CRI-O, which k0s does not read',
    ),
  ];
}
