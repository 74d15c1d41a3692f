import { IMAGE } from '../recorder/image.js';
import { branch, type Draft } from './draft.js';

/** What is asked for; `fewWrong` for tools that have more places besides that stop a pull. */
const HOSTS = { name: 73, localhost: 8, address: 9, short: 5, wrong: 5 } as const;
const HOSTS_FEW_WRONG = { name: 76, localhost: 8, address: 9, short: 3.5, wrong: 3.5 } as const;
const TAGS = { tag: 75, none: 9, digest: 10, missing: 6 } as const;
const TAGS_FEW_MISSING = { tag: 77.5, none: 9, digest: 10, missing: 3.5 } as const;

/** Draws what is asked for. `silentPort`: the port that will be silent, `:5000` or empty; null for none. */
export function drawReference(draft: Draft, silentPort: string | null, fewWrong: boolean): void {
  const host = branch(draft, 'reference', fewWrong ? HOSTS_FEW_WRONG : HOSTS);
  const port = branch(draft, 'reference port', { none: 44, '5000': 42, '80': 7, '443': 7 });
  const tag = branch(draft, 'tag', fewWrong ? TAGS_FEW_MISSING : TAGS);
  draft.host = host === 'localhost' ? 'localhost' : host === 'address' ? '10.99.0.10' : draft.host;
  draft.port = silentPort ?? (port === 'none' ? '' : `:${port}`);
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
