import { branch, type Draft } from './draft.js';
import { spelled } from './names.js';

/** Draws authorities under `certs.d`: in the right place, under the wrong name, with a suffix that nobody reads. */
export function drawCertsD(draft: Draft, places: Readonly<Record<string, number>>): void {
  const taken = branch(draft, 'certs.d', { none: 66, there: 34 });
  if (taken === 'none') return;
  const root = draft.random.weighted(places);
  const name = branch(draft, 'certs.d file', {
    'ca.crt': 40,
    'ca.pem': 15,
    'client.cert': 15,
    'other.crt': 15,
    'empty.crt': 15,
  });
  const directory = `${root}/${spelled(draft).replace('https://', '')}`;
  const text = { 'other.crt': '{{root-ca}}', 'client.cert': '{{unknown-ca}}', 'empty.crt': '' }[name as string];
  draft.files[`${directory}/${name}`] = text ?? '{{unknown-ca}}';
}
