/**
 * Where a decision came from. Every rule that a plan follows carries one, so that a report can say
 * which file and line, variable, flag or built-in default of which program decided.
 */
export interface Source {
  readonly kind: 'file' | 'environment' | 'flag' | 'default' | 'program';
  /** Absolute path as the client sees it (without `--root`), variable name, flag, or the program's name. */
  readonly name: string;
  /** 1-based line, only for files. */
  readonly line: number | null;
  /** The deciding text or rule, short and free of secrets: `insecure = true`. */
  readonly says: string;
}

/** One-line form for people: `/etc/containers/registries.conf:3 insecure = true`. */
export function describeSource(source: Source): string {
  const place = source.line === null ? source.name : `${source.name}:${source.line}`;
  return source.says === '' ? place : `${place} ${source.says}`;
}
