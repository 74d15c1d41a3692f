import type { Observation } from '../../client.js';
import { brokenRegistries } from '../effective.js';
import type { AgentNode } from '../node.js';
import { readsRegistries } from '../versions.js';
import { versionNotes } from './by-version.js';
import { credentialNotes } from './credentials.js';
import { endpointSettings } from './endpoint-settings.js';
import { mirrorNames } from './mirror-names.js';
import { otherPrograms } from './other-programs.js';
import { templateSections } from './template-sections.js';
import { templateNotes } from './templates.js';
import { unknownKeys } from './unknown-keys.js';
import { valueNotes } from './values.js';

/** Told of one node; more would bury the first. */
const MOST = 30;

/** What has no effect in a node's files: about one registry, or (null) about all. */
export function agentObservations(node: AgentNode, registry: string | null): readonly Observation[] {
  const broken = brokenRegistries(node);
  if (broken !== null && readsRegistries(node.version))
    return [{ code: 'config-parse-error', source: broken, text: broken.says, meant: 'other', cure: [] }];
  const notes = [
    ...unknownKeys(node),
    ...mirrorNames(node, registry),
    ...endpointSettings(node, registry),
    ...credentialNotes(node),
    ...valueNotes(node, registry),
    ...versionNotes(node),
    ...templateNotes(node),
    ...templateSections(node),
    ...otherPrograms(node, registry),
  ];
  return notes
    .filter(({ about }) => about === null || registry === null || about.includes(registry))
    .map(({ observation }) => observation)
    .slice(0, MOST);
}
