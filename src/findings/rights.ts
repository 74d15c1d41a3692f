/** Whether something is allowed, as far as it was seen: `unknown` where nothing there could show it. */
export type Right = 'yes' | 'no' | 'unknown';

/** What somebody may do with a repository. */
export interface RightsOf {
  readonly pull: Right;
  readonly push: Right;
}

/** Who may do what with the repository of a push. */
export interface Rights {
  /** `host[:port]` */
  readonly registry: string;
  readonly repository: string;
  /** The client whose requests were sent for it. */
  readonly client: string;
  readonly anonymous: RightsOf;
  /** The account that the client sent, by its credential's name; null where it sent none. */
  readonly account: (RightsOf & { readonly credential: string }) | null;
  /** Canonical key of the answer that shows whether anonymous users may push, or null. */
  readonly anonymousPushFact: string | null;
}

/** What anonymous users may do, in one sentence; null where nothing could be seen. */
export function rightsSentence({ repository, anonymous: { pull, push } }: Rights): string | null {
  if (push === 'no') {
    if (pull === 'yes') return `anyone may pull ${repository}; pushing needs an account`;
    if (pull === 'no') return `pulling and pushing ${repository} need an account`;
    return `pushing to ${repository} needs an account; whether anyone may pull could not be seen`;
  }
  if (push === 'yes') {
    if (pull === 'yes') return `anyone may pull and push ${repository}`;
    if (pull === 'no') return `anyone may push to ${repository}; pulling needs an account`;
    return `anyone may push to ${repository}; whether anyone may pull could not be seen`;
  }
  if (pull === 'unknown') return null;
  const pulling = pull === 'yes' ? `anyone may pull ${repository}` : `pulling ${repository} needs an account`;
  return `${pulling}; whether anyone may push could not be seen`;
}

/** What the account may do, as half a sentence: `may pull and push`; null where nothing could be seen. */
export function accountWords({ pull, push }: RightsOf): string | null {
  if (push === 'yes')
    return pull === 'no' ? 'may push and not pull' : pull === 'yes' ? 'may pull and push' : 'may push';
  if (push === 'no') return pull === 'yes' ? 'may pull and not push' : 'may not push';
  return pull === 'unknown' ? null : pull === 'yes' ? 'may pull' : 'may not pull';
}
