import { deadSections } from '../../containerd/cri/observations/dead-sections.js';
import type { AgentNode } from '../node.js';
import { inTemplate } from '../provenance.js';
import { afterStart } from '../rendered.js';
import type { Note } from './note.js';

/** A registry table of the first form, as k3s wrote it up to 2022. */
const FIRST_FORM = /^(\s*\[\s*)plugins\.cri(\.registry\b[^\n]*)$/gm;

/** Registry tables of a template under a name that the containerd inside does not read. */
export function templateSections(node: AgentNode): readonly Note[] {
  const { template, configPath } = node;
  if (template === null) return [];
  return deadSections({ ...afterStart(node), registry: null }).flatMap((observation): Note[] => {
    const source = inTemplate(node, observation.source);
    if (source === null) return [];
    const text = observation.text.replaceAll(configPath, template.path);
    const content = template.text.replace(FIRST_FORM, '$1plugins."io.containerd.cri.v1.images"$2');
    const cure = content === template.text || observation.cure.length === 0 ? [] : [{ path: template.path, content }];
    return [{ about: null, observation: { ...observation, source, text, cure } }];
  });
}
