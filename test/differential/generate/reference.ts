import { IMAGE } from '../recorder/image.js';
import { branch, type Draft } from './draft.js';

/** Draws what is asked for. */
export function drawReference(draft: Draft): void {
  const host = branch(draft, 'reference', { name: 74, localhost: 8, address: 10, short: 4, wrong: 4 });
  const port = branch(draft, 'reference port', { none: 56, '5000': 32, '80': 6, '443': 6 });
  const tag = branch(draft, 'tag', { tag: 76, none: 8, digest: 10, missing: 6 });
  draft.host = host === 'localhost' ? 'localhost' : host === 'address' ? '10.99.0.10' : draft.host;
  draft.port = port === 'none' ? '' : `:${port}`;
  draft.repository = draft.random.weighted({ 'team/app': 70, 'library/hello': 10, app: 10, 'a/b/c-d': 10 });
  const suffix = { tag: ':1.0', none: '', digest: `@${IMAGE.digest}`, missing: ':missing' }[tag];
  draft.reference = `${draft.host}${draft.port}/${draft.repository}${suffix}`;
  if (host === 'short') draft.reference = `${draft.repository}${suffix}`;
  if (host === 'wrong')
    draft.reference = draft.random.pick([
      `${draft.host}${draft.port}/Team/App:1.0`,
      `${draft.host}${draft.port}/team/app:-bad`,
      `${draft.host}${draft.port}/team/app@sha256:123`,
      `http://${draft.host}/team/app:1.0`,
      `${draft.host}${draft.port}/team//app:1.0`,
      `${draft.host}${draft.port}`,
    ]);
}
