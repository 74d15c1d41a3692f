import type { Meaning } from '../../client.js';
import { pullNames } from '../names.js';
import type { ToolRun } from '../run.js';
import { buildSourcesMeanings } from './build-sources.js';
import { certificateMeanings } from './certificates.js';
import { crioMeanings } from './crio.js';
import { loginMeanings } from './logins.js';
import { registriesMeanings } from './registries.js';

/** What all files and variables of one tool say: for the names that a reference comes to, or (null) for all. */
export function familyMeanings(run: ToolRun, reference: string | null): readonly Meaning[] {
  const found = reference === null ? null : pullNames(run, reference);
  const names = found === null ? null : 'stop' in found ? [] : found.names;
  return [
    ...crioMeanings(run, names),
    ...registriesMeanings(run, names),
    ...buildSourcesMeanings(run, names),
    ...certificateMeanings(run, names),
    ...loginMeanings(run, names),
  ];
}
