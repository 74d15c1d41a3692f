import type { Meaning } from '../../client.js';
import type { Place } from '../../containerd/cri/setting.js';
import { criMeanings } from '../../containerd/meanings/config-file.js';
import { fileSource } from '../../containers-image/registries/text.js';
import { named, sentences } from '../../meaning.js';
import type { AgentNode } from '../node.js';
import { inTemplate } from '../provenance.js';
import { afterStart } from '../rendered.js';
import { takesRegistries } from '../template.js';
import { readsRegistries, writesHostsFiles } from '../versions.js';
import { sectionReleases } from './releases.js';
import { writtenMirrors } from './template-mirrors.js';

/** What a template of the user's own does: in place of which file, and what its registry tables come to in the containerd inside. */
export function templateMeanings(node: AgentNode, registry: string | null): readonly Meaning[] {
  const { template, flavour } = node;
  if (template === null) return [];
  const isVersioned = /^\s*version\s*=/m.test(template.text);
  const versions = (place: Place): string => sectionReleases(flavour.client, place.pointer[1] ?? '', isVersioned);
  const live = criMeanings(afterStart(node), registry, versions).flatMap((meaning): Meaning[] => {
    const source = inTemplate(node, meaning.source);
    return source === null ? [] : [{ ...meaning, source: { ...source, says: '' } }];
  });
  const lines = new Set(live.map(({ source }) => source.line));
  const dead = writtenMirrors(template.text)
    .filter((written) => !lines.has(written.endpointLine) && !lines.has(written.line))
    .filter((written) => registry === null || written.registry === registry || written.registry === '*')
    .map(
      (written): Meaning => ({
        source: fileSource(template.path, written.endpointLine ?? written.line, ''),
        does: `nothing for images of ${named(written.registry)}: containerd ${node.containerdVersion} inside ${flavour.client} ${named(node.version)} doesn't take this table`,
        versions: sectionReleases(flavour.client, written.plugin, isVersioned),
        not: null,
      }),
    );
  return [wholeFile(node), ...live, ...dead];
}

function wholeFile(node: AgentNode): Meaning {
  const { template, flavour, version, containerdVersion, registries } = node;
  const { client } = flavour;
  const path = template?.path ?? '';
  const extendsBase = template?.extendsBase === true;
  const isThird = path.endsWith('/config-v3.toml.tmpl');
  const takes = template === null || takesRegistries(template, version);
  const kept = writesHostsFiles(version)
    ? `takes nothing from ${registries.path}: it names no config_path, so that containerd reads none of the hosts.toml files ${client} makes of it`
    : `takes nothing from ${registries.path}: it doesn't write out its mirrors`;
  return {
    source: fileSource(path, null, ''),
    does: extendsBase
      ? `containerd ${containerdVersion} gets the configuration that ${client} ${named(version)} generates, with these lines added`
      : `takes the place of the whole configuration that ${client} ${named(version)} would generate for its containerd ${containerdVersion}, runtimes and network plugins too`,
    versions: isThird
      ? `${client} with containerd 2: from v1.29.15, v1.30.11, v1.31.6, v1.32.2; older ones don't look at this name`
      : `${client}, all releases; with containerd 2 (from v1.29.15, v1.30.11, v1.31.6, v1.32.2) only where config-v3.toml.tmpl is not there`,
    not: sentences(
      !readsRegistries(version)
        ? `${registries.path} is not known to this release: the template is the only way`
        : !takes && kept,
      `counts only after a restart of ${client}`,
      !extendsBase &&
        `is not kept up with releases: a field {{ … }} that one has dropped keeps ${client} from starting, which is not checked here`,
    ),
  };
}
