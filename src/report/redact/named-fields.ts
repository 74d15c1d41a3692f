import type { Report } from '../schema.js';
import { EVERYBODYS } from './collect.js';
import type { Names } from './names.js';
import { replaceNames } from './replace-text.js';

/** The fields that hold nothing but names: there even an ordinary word is one. Tags stay what they became as text. */
export function withNamedFields(shown: Report, original: Report, names: Names): Report {
  const { reference, vantage, rights, views } = original;
  const registry = reference.registry === null ? null : names.host(reference.registry);
  const repository = reference.repository === null ? null : names.repository(reference.repository);
  const pod = vantage.kubernetes;
  return {
    ...shown,
    reference: { ...shown.reference, registry, repository, input: inputOf(reference, names) },
    ...(rights == null || shown.rights == null
      ? {}
      : { rights: { ...shown.rights, repository: names.repository(rights.repository) } }),
    ...(pod == null || shown.vantage.kubernetes == null
      ? {}
      : {
          vantage: {
            ...shown.vantage,
            kubernetes: {
              namespace: named(pod.namespace, names),
              pod: named(pod.pod, names),
              serviceAccount: named(pod.serviceAccount, names),
              node: named(pod.node, names),
              hostNetwork: pod.hostNetwork,
            },
          },
        }),
    ...(views === undefined || shown.views === undefined
      ? {}
      : {
          views: shown.views.map((view, index) => {
            const name = views[index]?.registry ?? null;
            return { ...view, registry: name === null ? null : names.host(name) };
          }),
        }),
  };
}

function named(name: string | null, names: Names): string | null {
  return name === null || EVERYBODYS.test(name) ? name : names.word(name, 'name');
}

/** What was typed: registry and repository in it are replaced as such, whatever they are made of. */
function inputOf({ input, registry, repository }: Report['reference'], names: Names): string {
  const typed = repository?.replace(/^library\//, '') ?? '';
  const at = typed === '' ? -1 : input.lastIndexOf(typed);
  if (at === -1) return replaceNames(input, names);
  const before = input.slice(0, at);
  const host = registry !== null && before.includes(registry) ? registry : null;
  const shown = before
    .split(host ?? /(?!)/)
    .map((part) => replaceNames(part, names))
    .join(host === null ? '' : names.host(host));
  return shown + names.repository(typed) + replaceNames(input.slice(at + typed.length), names);
}
