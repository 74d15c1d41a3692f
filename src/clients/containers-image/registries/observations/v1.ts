import type { Observation } from '../../../client.js';
import type { FilePart } from '../load-file.js';
import { fileSource } from '../text.js';
import { tablesText } from './toml-text.js';

/** A file in the form of 2018, `[registries.insecure]` and the like: converted up to image 5.39, refused by later ones and in drop-ins. */
export function v1Observation(part: FilePart, refused: boolean): Observation {
  const { path, registries } = part;
  const search = part.unqualifiedSearch?.value ?? [];
  const head = search.length === 0 ? '' : `unqualified-search-registries = ${JSON.stringify(search)}\n\n`;
  const tables = tablesText(registries.map(({ location, insecure, blocked }) => ({ location, insecure, blocked })));
  const insecure = registries.some((entry) => entry.insecure);
  return {
    code: refused ? 'config-wrong-dialect' : 'config-deprecated',
    source: fileSource(path, part.v1Line, '[registries]'),
    text: refused
      ? `${path} is in the old form with [registries.…] lists, which is refused here.`
      : `${path} is in the old form with [registries.…] lists, which newer releases (image 5.40) refuse.`,
    meant: insecure ? 'insecure' : registries.length > 0 ? 'block' : 'other',
    cure: [{ path, content: `${head}${tables}` }],
  };
}
