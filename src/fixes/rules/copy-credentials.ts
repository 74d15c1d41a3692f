import type { Observation } from '../../clients/client.js';
import type { Fact } from '../../facts/facts.js';
import { keyId } from '../../facts/keys.js';
import type { Case, DiagnosisContext } from '../../findings/context.js';
import type { Change } from '../../findings/trials.js';
import { goodAnswer, stepOf } from '../assumed-answers.js';
import { type FixDraft, type FixRule, NO_CHANGE } from '../fix.js';
import { copiedInJson, copiedInYaml, lastOfPointer } from '../json-copy.js';
import { reloadFor } from '../reload.js';

/** Requests with the moved credentials until the manifest is there: token, manifest, its child; one more ends a loop. */
const MAX_REQUESTS = 4;

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
  const isJson = !/\.ya?ml$/.test(edit.path);
  const content = isJson
    ? copiedInJson(read.text, edit.from, edit.pointer)
    : copiedInYaml(read.text, edit.from, edit.pointer);
  if (content === null) return null;
  const { path, pointer, from } = edit;
  // Nothing is sent to see whether it would be accepted: the credentials were stored for another name.
  const change: Change = { files: [{ path, content }], unasked: true };
  const seen = context.trials.run(entry.plan, change).walk.outcome === 'ok';
  const facts = seen ? null : acceptedAnswers(change, entry, context);
  if (!seen && facts === null) return null;
  return {
    ...NO_CHANGE,
    kind: 'host',
    summary: `in ${path} store the credentials of key ${lastOfPointer(from)} under ${lastOfPointer(pointer)} too`,
    limits: seen ? [] : [`whether ${registry} accepts these credentials was not tried: they have not been sent there`],
    files: isJson ? [{ path, action: 'edit', content: null, edits: [{ pointer, from }] }] : [],
    prose: isJson
      ? []
      : [`in ${path} repeat all that stands under ${lastOfPointer(from)} under ${lastOfPointer(pointer)}`],
    reload: reloadFor(entry.plan.client, [path], context.host),
    change: facts === null ? change : { ...change, facts },
    assumes: !seen,
  };
}

/** The answers of a registry that accepts the credentials, one request after another; null where that doesn't lead to the image. */
function acceptedAnswers(change: Change, entry: Case, context: DiagnosisContext): (readonly [string, Fact])[] | null {
  const facts: (readonly [string, Fact])[] = [];
  for (let request = 0; request < MAX_REQUESTS; request += 1) {
    const { walk } = context.trials.run(entry.plan, { ...change, facts });
    if (walk.outcome === 'ok') return facts;
    const asked = walk.needs.flatMap((key) => (key.kind === 'http' && key.authorization !== null ? [key] : []));
    if (asked.length === 0) return null;
    for (const key of asked) facts.push([keyId(key), goodAnswer(stepOf(key), new URL(key.url).pathname)]);
  }
  return null;
}
