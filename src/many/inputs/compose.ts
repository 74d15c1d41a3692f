import type { ParsedDocument } from '../../host/document.js';
import type { Mention } from './entry.js';
import { interpolate, type Variables } from './interpolate.js';
import { isTable, type Table } from './table.js';

/** Whether a parsed document is a Compose file. */
export function isComposeFile(value: unknown): value is Table {
  return isTable(value) && isTable(value['services']) && !Object.hasOwn(value, 'apiVersion');
}

/** The image of each service of a Compose file, its variables filled in. A service that is only built has none. */
export function* mentionsInCompose(document: ParsedDocument, variables: Variables): Generator<Mention> {
  const services = isTable(document.value) ? document.value['services'] : null;
  if (!isTable(services)) return;
  for (const [name, service] of Object.entries(services)) {
    const image = isTable(service) && Object.hasOwn(service, 'image') ? service['image'] : null;
    if (image === null) continue;
    const mention = { line: document.lineOf(['services', name, 'image']), where: `service ${name}`, pullSecrets: [] };
    if (typeof image !== 'string') {
      const problem = `the image of service ${name} is not text; write it in quotation marks`;
      yield { ...mention, reference: '', problem };
      continue;
    }
    const filled = interpolate(image, variables);
    if (filled.ok) yield { ...mention, reference: filled.text.trim(), problem: null };
    else yield { ...mention, reference: image, problem: `in the image of service ${name}, ${filled.why}` };
  }
}
