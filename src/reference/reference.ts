/** An image reference, normalised as distribution/reference does (docker, containerd's CRI, and most others). */
export interface Reference {
  /** As typed; only characters of the grammar are in it. */
  readonly input: string;
  /** `host[:port]` as typed, letter case kept; `docker.io` where none was given. */
  readonly registry: string;
  /** Path on the registry, `library/` added where Docker Hub wants it. */
  readonly repository: string;
  /** `latest` where neither tag nor digest was given; null where only a digest was. */
  readonly tag: string | null;
  /** `algorithm:hex`, or null. */
  readonly digest: string | null;
  /** True where `tag` is the default. */
  readonly defaultTag: boolean;
}

/** Which part of a reference is wrong. */
export type ReferencePart = 'empty' | 'scheme' | 'registry' | 'port' | 'repository' | 'tag' | 'digest' | 'length';

export interface ReferenceError {
  readonly part: ReferencePart;
  /** One sentence, safe to print: which part is wrong and why. */
  readonly message: string;
  /** What was probably meant, a reference that parses; null where nobody can tell. */
  readonly meant: string | null;
}

export type ReferenceResult =
  | { readonly ok: true; readonly reference: Reference }
  | { readonly ok: false; readonly error: ReferenceError };
