import { type Made, make, type Recipe } from './make.js';

/** One chain to be judged: what the server sends, what the client trusts, and the name that it asks for. */
export interface Chain {
  readonly title: string;
  readonly sent: readonly Buffer[];
  readonly roots: readonly Buffer[];
  /** `registry.example.com` where left out. */
  readonly name?: string;
}

export const root = make({ cn: 'Corpus Root', ca: true });
export const other = make({ cn: 'Other Root', ca: true });
export const issuing = make({ cn: 'Corpus Issuing', ca: true, by: root });

export const CN = 'registry.example.com';

/** A leaf for `registry.example.com`, below the root unless it says otherwise. */
export function leaf(recipe: Recipe = {}): Made {
  return make({ cn: CN, by: root, ...recipe });
}

/** A CA below the root. */
export function below(cn: string, recipe: Recipe = {}): Made {
  return make({ cn, ca: true, by: root, ...recipe });
}

/** A CA that signs itself. */
export function anchor(cn: string, recipe: Recipe = {}): Made {
  return make({ cn, ca: true, ...recipe });
}

/** A chain of certificates as sent, the root trusted unless others are named. */
export function chain(title: string, sent: readonly Made[], trusted: readonly Made[] = [root], name?: string): Chain {
  const bytes = (all: readonly Made[]) => all.map(({ der }) => der);
  return { title, sent: bytes(sent), roots: bytes(trusted), ...(name === undefined ? {} : { name }) };
}
