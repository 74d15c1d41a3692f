/**
 * Secrets by name. The only place that holds them; plans, facts and reports carry names only.
 * Nothing in here is enumerable or printable, so that a dump of any object shows no secret.
 */
export interface Secret {
  readonly username: string;
  readonly password: string;
  /** Identity or registry token, or null. */
  readonly token: string | null;
}

export class Vault {
  readonly #secrets = new Map<string, Secret>();
  readonly #tokens = new Map<string, string>();

  put(name: string, secret: Secret): void {
    this.#secrets.set(name, secret);
  }

  secret(name: string): Secret | undefined {
    return this.#secrets.get(name);
  }

  /** Keeps the bearer token that the token request under this fact key brought. */
  putToken(factKey: string, token: string): void {
    this.#tokens.set(factKey, token);
  }

  token(factKey: string): string | undefined {
    return this.#tokens.get(factKey);
  }

  /** Forgets the tokens that these fact keys brought. */
  forgetTokens(factKeys: Iterable<string>): void {
    for (const key of factKeys) this.#tokens.delete(key);
  }

  toJSON(): string {
    return '[vault]';
  }
}
