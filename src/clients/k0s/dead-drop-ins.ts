import { redactFile } from '../../host/redact.js';
import { parseToml } from '../../host/toml.js';
import type { Observation } from '../client.js';
import { CRI_IMAGES, GRPC_CRI, SHORT_CRI } from '../containerd/cri/series.js';
import { withSectionRenamed, withVersion } from '../containerd/cri/toml-edit.js';
import { fileSource } from '../containers-image/registries/text.js';
import { foreignRegistries } from './dialect.js';
import { CONTAINERD_TOML, DROP_INS, type DropIn, type K0sNode } from './node.js';
import { hasContainerd2, readsDropIns } from './versions.js';

/** Files of containerd.d that aren't read, or are in the form of another release. */
export function deadDropIns(node: K0sNode): readonly Observation[] {
  const { version, dropIns, managed } = node;
  const own = dropIns.filter(({ text }) => foreignRegistries(text).length === 0);
  if (!readsDropIns(version))
    return own.map((each) =>
      ignored(
        each,
        `k0s ${version} knows no ${DROP_INS} (1.27.1 was the first): ${CONTAINERD_TOML} is the whole configuration`,
      ),
    );
  if (!managed)
    return own.map((each) =>
      ignored(
        each,
        `${CONTAINERD_TOML} doesn't begin with "# k0s_managed=true", so that k0s leaves it and ${DROP_INS} alone`,
      ),
    );
  return own.flatMap((each) => {
    if (each.path.endsWith('.toml')) return oldForm(each, version);
    if (!/\.(?:conf|cfg|tml|toml\.[a-z]+)$|^[^.]*$/i.test(each.path.slice(DROP_INS.length + 1))) return [];
    const cure = each.path.endsWith('.conf') ? renamed(each, node) : [];
    return [{ ...ignored(each, `k0s reads only names that end in .toml there`), cure }];
  });
}

function ignored({ path }: DropIn, why: string): Observation {
  const text = `${path} is not read: ${why}`;
  return { code: 'config-ignored-wrong-path', source: fileSource(path, null, ''), text, meant: 'other', cure: [] };
}

function renamed({ path, text }: DropIn, { host }: K0sNode): Observation['cure'] {
  const target = path.replace(/\.conf$/, '.toml');
  const free = host.files.read(target).kind === 'absent';
  return free && parseToml(text).ok && redactFile(target, text) === text ? [{ path: target, content: text }] : [];
}

/** Section names of another release: refused from 1.36 on, and the short name stops containerd before. */
function oldForm({ path, text }: DropIn, version: string): Observation[] {
  const parsed = parseToml(text);
  if (!parsed.ok) return [];
  const plugins = (parsed.document.value as { plugins?: unknown }).plugins;
  const has = (id: string): boolean => typeof plugins === 'object' && plugins !== null && Object.hasOwn(plugins, id);
  const second = hasContainerd2(version);
  const wanted = second ? CRI_IMAGES : GRPC_CRI;
  const found = [SHORT_CRI, GRPC_CRI, CRI_IMAGES].find((id) => id !== wanted && has(id));
  const fileVersion = (parsed.document.value as { version?: unknown }).version;
  const wrongVersion = second && fileVersion !== undefined && fileVersion !== 3;
  if (found === undefined && !wrongVersion) return [];
  const renamedText =
    found === undefined
      ? text
      : withSectionRenamed(text, ['plugins', found, 'registry'], ['plugins', wanted, 'registry']);
  const content = renamedText === null ? null : withVersion(renamedText, second ? 3 : 2);
  const usable = content !== null && redactFile(path, content) === content && !remains(content, found);
  const what =
    found === undefined ? `version = ${String(fileVersion).slice(0, 20)}` : `[plugins.${JSON.stringify(found)}]`;
  const effect = second
    ? 'k0s refuses to start containerd with it'
    : found === SHORT_CRI
      ? 'containerd does not start with it'
      : 'containerd drops it without a word';
  return [
    {
      code: 'config-wrong-dialect',
      source: fileSource(path, parsed.document.lineOf(found === undefined ? ['version'] : ['plugins', found]), what),
      text: `${what} in ${path} is the form of another release: ${effect}; k0s ${version} wants ${second ? 'version = 3 and ' : 'version = 2 and '}[plugins.${JSON.stringify(wanted)}.registry]`,
      meant: 'other',
      cure: usable ? [{ path, content: content ?? '' }] : [],
    },
  ];
}

function remains(content: string, id: string | undefined): boolean {
  const parsed = parseToml(content);
  if (!parsed.ok) return true;
  const plugins = (parsed.document.value as { plugins?: unknown }).plugins;
  return id !== undefined && typeof plugins === 'object' && plugins !== null && Object.hasOwn(plugins, id);
}
