import type { Observation } from '../../clients/client.js';
import type { Fact } from '../../facts/facts.js';
import { keyId } from '../../facts/keys.js';
import type { Case, DiagnosisContext } from '../../findings/context.js';
import type { Change } from '../../findings/trials.js';
import type { Host } from '../../host/host.js';
import { goodAnswer, stepOf } from '../assumed-answers.js';
import { fileDraft } from '../file-drafts.js';
import { type FixDraft, type FixRule, NO_CHANGE } from '../fix.js';
import { copiedInJson, copiedInYaml, lastOfPointer, movedInToml } from '../json-copy.js';
import { reloadFor } from '../reload.js';

/** Requests with the moved credentials until the manifest is there: token and manifest, by tag, by digest, and of the child; more is a loop. */
const MAX_REQUESTS = 8;

/** Credentials that lie under a key which doesn't match, put under the one that does as well. The file is edited by pointer: it holds secrets. */
export const copyCredentials: FixRule = {
  codes: ['auth-missing-credentials'],
  drafts(finding, entry, context) {
    return entry.plan.observations.flatMap((observation) => {
      if (observation.code !== 'auth-near-miss') return [];
      const draft = draftFor(observation, finding.about.registry ?? 'the registry', entry, context);
      return draft === null ? [] : [draft];
    });
  },
};

function draftFor(
  { edits = [] }: Observation,
  registry: string,
  entry: Case,
  context: DiagnosisContext,
): FixDraft | null {
  const [edit] = edits;
  const read = edit === undefined ? null : context.host.files.read(edit.path);
  if (edit === undefined || read?.kind !== 'file') return null;
  const { path, pointer, from } = edit;
  const content = formOf(path).changed(read.text, from, pointer);
  const written = content === null ? null : writtenAs(edit, content, context.host);
  if (content === null || written === null) return null;
  // Nothing is sent to see whether it would be accepted: the credentials were stored for another name.
  const change: Change = { files: [{ path, content }], unasked: true };
  const seen = context.trials.run(entry.plan, change).walk.outcome === 'ok';
  const facts = seen ? null : acceptedAnswers(change, entry, context);
  if (!seen && facts === null) return null;
  return {
    ...NO_CHANGE,
    kind: 'host',
    limits: seen ? [] : [`whether ${registry} accepts these credentials was not tried: they have not been sent there`],
    ...written,
    reload: reloadFor(entry.plan.client, [path], context.host),
    change: facts === null ? change : { ...change, facts },
    assumes: !seen,
  };
}

type Edit = NonNullable<Observation['edits']>[number];

/** By the file's ending: how the changed text is made. */
function formOf(path: string): { readonly kind: 'json' | 'yaml' | 'toml'; readonly changed: typeof copiedInJson } {
  if (path.endsWith('.toml')) return { kind: 'toml', changed: movedInToml };
  return /\.ya?ml$/.test(path) ? { kind: 'yaml', changed: copiedInYaml } : { kind: 'json', changed: copiedInJson };
}

/** The change as it is told: by pointer, by the lines that change (TOML), or in words; null where even those lines hold a secret. */
function writtenAs(
  { path, pointer, from }: Edit,
  content: string,
  { files }: Host,
): Pick<FixDraft, 'summary' | 'files' | 'commands' | 'prose'> | null {
  const [before, after] = [lastOfPointer(from), lastOfPointer(pointer)];
  const summary = `in ${path} store the credentials of key ${before} under ${after} too`;
  switch (formOf(path).kind) {
    case 'json':
      return {
        summary,
        files: [{ path, action: 'edit', content: null, edits: [{ pointer, from }] }],
        commands: [],
        prose: [],
      };
    case 'yaml':
      return {
        summary,
        files: [],
        commands: [],
        prose: [`in ${path} repeat all that stands under ${before} under ${after}`],
      };
    case 'toml': {
      const draft = fileDraft(files, [{ path, content }]);
      if (draft === null) return null;
      const { files: plain, commands, prose } = draft;
      return {
        summary: `in ${path} give the login of ${before} its right key, ${after}`,
        files: plain,
        commands,
        prose,
      };
    }
  }
}

/** The answers of a registry that accepts the credentials, one request after another; null where that doesn't lead to the image. */
function acceptedAnswers(change: Change, entry: Case, context: DiagnosisContext): (readonly [string, Fact])[] | null {
  const facts: (readonly [string, Fact])[] = [];
  const challenge = entry.walk.failure?.status === 401 ? context.facts.byId(entry.walk.failure.fact ?? '') : undefined;
  for (let request = 0; request < MAX_REQUESTS; request += 1) {
    const { walk } = context.trials.run(entry.plan, { ...change, facts });
    if (walk.outcome === 'ok') return facts;
    const asked = walk.needs.flatMap((key) => (key.kind === 'http' ? [key] : []));
    if (asked.length === 0) return null;
    for (const key of asked) {
      // Whoever asks for the manifest without a login is challenged as before.
      const known = key.authorization === null && stepOf(key) === 'manifest' ? challenge : undefined;
      if (key.authorization === null && known === undefined) return null;
      facts.push([keyId(key), known ?? goodAnswer(stepOf(key), new URL(key.url).pathname)]);
    }
  }
  return null;
}
