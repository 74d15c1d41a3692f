import type { HttpFact } from '../../facts/facts.js';
import { answerOf, atHop } from '../answer.js';
import { manifestIn, registryAsked, repositoryIn } from '../asked.js';
import { endpoint, type Rule } from '../rule.js';

/** What artifacts are pulled with, by the type of their configuration. */
const PULLED_WITH: readonly (readonly [type: RegExp, name: string, command: string])[] = [
  [/^application\/vnd\.cncf\.helm\./, 'a Helm chart', 'helm pull oci://'],
  [/^application\/vnd\.docker\.plugin\./, 'a Docker plugin', 'docker plugin install '],
];
const IMAGE = /^application\/vnd\.(?:oci\.image\.config|docker\.container\.image)\.v1\+json$/;

/** What lies under this name is nothing that the client can pull: another kind of artifact, or a manifest under a type it doesn't know. */
export const mediatypeUnsupported: Rule = {
  code: 'mediatype-unsupported',
  explains(cause, context) {
    const fact = answerOf(cause, context);
    if (cause.failure.kind !== 'media-type' || fact === null) return null;
    const { plan } = cause.case;
    const registry = registryAsked(cause);
    const repository = repositoryIn(cause.url) ?? plan.reference?.repository ?? '';
    const tag = plan.reference?.tag ?? plan.reference?.digest ?? manifestIn(cause.url) ?? '';
    const separator = tag.includes(':') ? '@' : ':';
    const name = `${registry}/${repository}${separator}${tag}`;
    const type = fact.headers['content-type'] ?? 'none';
    const configuration = fact.config?.mediaType ?? null;
    return {
      title: `${name} is ${whatItIs(fact)}, which ${plan.client} does not take`,
      subject: name,
      evidence: [
        atHop(cause, `the manifest came with content type ${type}${said(fact)}`),
        ...(configuration === null ? [] : [atHop(cause, `its configuration has the type ${configuration}`)]),
        atHop(cause, `${plan.client} ends with: ${cause.failure.text}`),
      ],
      nextStep: nextStep(fact, name, registry, repository),
      about: { origin: endpoint(cause.url), registry, file: null },
    };
  },
};

function whatItIs(fact: HttpFact): string {
  const configuration = fact.config?.mediaType ?? '';
  const known = PULLED_WITH.find(([type]) => type.test(configuration))?.[1];
  if (known !== undefined) return `${known} and no image`;
  if (configuration !== '' && !IMAGE.test(configuration))
    return `an artifact of the type ${configuration} and no image`;
  const type = fact.headers['content-type'] ?? '';
  return type === '' ? 'a manifest without a content type' : `a manifest of the type ${type}`;
}

/** A manifest whose own word for its type is another than its header's: somebody changed the header. */
function said({ mediaType, headers }: HttpFact): string {
  const type = headers['content-type']?.split(';')[0]?.trim();
  return mediaType === null || mediaType === type ? '' : `, and calls itself ${mediaType}`;
}

function nextStep(fact: HttpFact, name: string, registry: string, repository: string): string {
  const configuration = fact.config?.mediaType ?? '';
  const tool = PULLED_WITH.find(([type]) => type.test(configuration));
  if (tool !== undefined) {
    const [, , command] = tool;
    const [path, tag] = name.split(/:(?=[^/:]*$)/);
    const asked = command.startsWith('helm') ? `${command}${path} --version ${tag ?? ''}`.trim() : `${command}${name}`;
    return `pull it with what it is made for: ${asked}`;
  }
  if (said(fact) !== '' || IMAGE.test(configuration))
    return `whoever runs ${registry} or a proxy before it: hand manifests on with the Content-Type under which they were pushed`;
  return `check the name; an artifact is pulled with oras pull ${name}; whoever builds ${repository}: push an image under this name`;
}
