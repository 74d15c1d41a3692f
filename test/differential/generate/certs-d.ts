import { branch, type Draft } from './draft.js';
import { spelled } from './names.js';

/** Draws authorities under `certs.d`: in the right place, under the wrong name, with a suffix that nobody reads. */
export function drawCertsD(draft: Draft, places: Readonly<Record<string, number>>): void {
  const taken = branch(draft, 'certs.d', { none: 68, there: 32 });
  if (taken === 'none') return;
  const root = draft.random.weighted(places);
  const name = branch(draft, 'certs.d file', {
    'ca.crt': 66,
    'ca.pem': 12,
    'client.cert': 5,
    'other.crt': 10,
    'empty.crt': 7,
  });
  const directory = `${root}/${spelled(draft).replace('https://', '')}`;
  const text = { 'other.crt': '{{root-ca}}', 'client.cert': '{{unknown-ca}}', 'empty.crt': '' }[name as string];
  draft.files[`${directory}/${name}`] = text ?? '{{unknown-ca}}';
}
