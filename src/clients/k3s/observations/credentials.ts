import { cleanText } from '../../../text/clean.js';
import { registriesInUse } from '../generated.js';
import type { AgentNode } from '../node.js';
import { rendersCredentials } from '../template.js';
import { type Note, registriesNote } from './note.js';
import { aboutOf } from './unknown-keys.js';

const NAME_LENGTH = 100;

/** Logins that lie there and are not used. */
export function credentialNotes(node: AgentNode): readonly Note[] {
  const { configs, auths } = registriesInUse(node);
  const notes: Note[] = [];
  for (const { key, auth } of configs) {
    const path = ['configs', key, 'auth'];
    const shown = cleanText(key, NAME_LENGTH);
    const about = aboutOf(node, 'configs', key);
    const say = (text: string): void => {
      notes.push(registriesNote(node, path, about, { code: 'auth-near-miss', text, meant: 'credentials' }));
    };
    if (auth?.kind === 'undecodable')
      say(
        `auth of configs ${shown} is no base64 of user:password (containerd: invalid decoded auth); a token goes to identity_token`,
      );
    if (auth?.kind === 'none')
      say(`configs ${shown} has auth without username, auth or identity_token: nobody logs in`);
    if (auth?.kind === 'basic' && node.template !== null && !rendersCredentials(node.template))
      say(
        `${node.template.path} doesn't write out the logins of registries.yaml: that of configs ${shown} is not used`,
      );
  }
  for (const key of auths) {
    const name = key.replace(/^[a-z]+:\/\//i, '').replace(/\/.*$/, '');
    const text = `auths ${cleanText(key, NAME_LENGTH)} is deprecated and nothing reads it; logins belong under configs ${cleanText(name, NAME_LENGTH)} auth`;
    notes.push(registriesNote(node, ['auths', key], [name], { code: 'config-deprecated', text, meant: 'credentials' }));
  }
  return notes;
}
