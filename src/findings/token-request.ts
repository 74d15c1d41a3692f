import type { HttpFact } from '../facts/facts.js';
import type { Attempt } from '../replay/walk.js';
import { cleanText } from '../text/clean.js';
import { pingBefore, type Sent, sentWith } from './asked.js';
import type { Cause, DiagnosisContext } from './context.js';
import type { Evidence } from './finding.js';
import { listed } from './parts.js';

/** A scope is as long as the name of a repository at most. */
const MAX_SCOPE_CHARACTERS = 300;

/** Scopes that a token request asks for, `repository:team/app:pull`: in its query, or in the form it posts. */
export function scopesAsked({ facts }: Attempt): readonly string[] {
  const key = facts.at(-1) ?? '';
  const [, url = ''] = /^http [A-Z]+ (\S+) via /.exec(key) ?? [];
  const [, form = ''] = / form=(\S*)/.exec(key) ?? [];
  const inQuery = URL.parse(url)?.searchParams.getAll('scope') ?? [];
  const all = [...inQuery, ...new URLSearchParams(form).getAll('scope')].flatMap((scope) => scope.split(' '));
  return [...new Set(all)].filter((scope) => scope !== '').map((scope) => cleanText(scope, MAX_SCOPE_CHARACTERS));
}

/** `pull and push for team/app`; a scope that is none of a repository as it stands. */
function inWords(scope: string): string {
  const [, repository, actions = ''] = /^repository:(.+):([^:]*)$/.exec(scope) ?? [];
  return repository === undefined ? scope : `${actions.split(',').join(' and ')} for ${repository}`;
}

/** The answer that brought the token which was sent, with its key; null where no token was fetched. */
export function tokenAnswer(
  { token }: Sent,
  context: DiagnosisContext,
): { readonly fact: HttpFact; readonly id: string } | null {
  const id = token?.facts.at(-1);
  const fact = id === undefined ? undefined : context.facts.byId(id);
  return id === undefined || fact?.kind !== 'http' ? null : { fact, id };
}

/** What the token that was sent grants against what was asked for; that it can't be told, where the token can't be read. */
export function grantEvidence(cause: Cause, context: DiagnosisContext): Evidence[] {
  const sent = sentWith(cause);
  const answer = tokenAnswer(sent, context);
  if (answer === null || sent.token === null) return [];
  const asked = scopesAsked(sent.token);
  const wanted = asked.length === 0 ? 'a token without any right' : listed(asked.map(inWords));
  const access = answer.fact.token?.access ?? null;
  if (access === null) {
    const opaque =
      answer.fact.token?.claims == null ? 'opaque, so that its grant cannot be read' : 'silent about its grant';
    return [{ text: `asked was ${wanted}; the token is ${opaque}`, fact: answer.id }];
  }
  const granted = access.map(
    ({ name, actions }) => `${actions.length === 0 ? 'nothing' : actions.join(' and ')} for ${name}`,
  );
  return [
    {
      text: `asked was ${wanted}; the token grants ${granted.length === 0 ? 'nothing' : listed(granted)}`,
      fact: answer.id,
    },
  ];
}

/** The challenge of a registry names where its tokens come from: the realm as it stands there, with the fact; null where that was not seen. */
export function realmNamed(
  cause: Cause,
  context: DiagnosisContext,
): { readonly realm: string; readonly fact: string } | null {
  const before = [
    pingBefore(cause),
    ...cause.case.walk.attempts.filter(({ id }) => id < cause.request.id).toReversed(),
  ];
  for (const attempt of before) {
    const id = attempt?.facts.at(-1);
    const fact = id === undefined ? undefined : context.facts.byId(id);
    if (id === undefined || fact?.kind !== 'http') continue;
    const realm = fact.challenges.find(({ scheme }) => scheme === 'bearer')?.parameters['realm'];
    if (realm !== undefined) return { realm, fact: id };
  }
  return null;
}
