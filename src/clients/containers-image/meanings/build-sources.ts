import type { Meaning } from '../../client.js';
import { named } from '../../meaning.js';
import { readLists } from '../build-sources.js';
import type { PullReference } from '../registries/pull-sources.js';
import type { ToolRun } from '../run.js';

const VARIABLE = 'BUILD_REGISTRY_SOURCES';
/** Names told of; builds of a cluster have a handful. */
const MOST = 100;
const READERS = 'buildah and podman (OpenShift sets it for its builds), not skopeo, not CRI-O, not docker';
const WHOLE = 'names are compared whole, with their port; counts in the environment of that process only';

/** What the variable says of these registries, or (null) of all it names; a text that can't be decoded is a stop, and says nothing here. */
export function buildSourcesMeanings(
  { host, features }: Pick<ToolRun, 'host' | 'features'>,
  names: readonly PullReference[] | null,
): readonly Meaning[] {
  const text = host.environment[VARIABLE] ?? '';
  const lists = text === '' ? '' : readLists(text);
  if (typeof lists === 'string' || features.tool === 'cri-o') return [];
  const source: Meaning['source'] = { kind: 'environment', name: `$${VARIABLE}`, line: null, says: '' };
  if (features.tool === 'skopeo')
    return [
      { source, does: 'nothing for skopeo, which does not look at it', versions: READERS, not: null, idle: true },
    ];
  const concerned = (list: readonly string[]): readonly string[] =>
    list.slice(0, MOST).filter((each) => names === null || names.some(({ registry }) => registry === each));
  const meaning = (does: string, not: string): Meaning => ({ source, does, versions: READERS, not });
  return [
    ...concerned(lists.insecure).map((name) =>
      meaning(
        `images of ${named(name)} are asked of https://${named(name)} without verification first, then of http://${named(name)}`,
        `is not for logins; ${WHOLE}`,
      ),
    ),
    ...concerned(lists.blocked).map((name) =>
      meaning(`images of ${named(name)} are refused before any request`, WHOLE),
    ),
    ...(lists.allowed.length === 0
      ? []
      : [
          meaning(
            `only images of ${lists.allowed.slice(0, MOST).map(named).join(', ')} are pulled and pushed; all others are refused`,
            `does not make these insecure; ${WHOLE}`,
          ),
        ]),
  ];
}
