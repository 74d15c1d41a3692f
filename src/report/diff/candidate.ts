import type { Difference } from './schema.js';

/** What a replay takes over from the first report, to find out what it explains. Plain data; several can be put together. */
export interface Parts {
  /** Paths. */
  readonly files?: readonly string[];
  /** Names of variables. */
  readonly variables?: readonly string[];
  /** Names of clients, for their versions. */
  readonly versions?: readonly string[];
  /** Keys of the saved inputs. */
  readonly inputs?: readonly ('uid' | 'home' | 'platform' | 'libc' | 'nowMs' | 'allowInsecureAuth')[];
  /** Keys of the saved flags. */
  readonly flags?: readonly string[];
  /** Names of running programs. */
  readonly processes?: readonly string[];
  /** Keys of where it was looked from. */
  readonly vantage?: readonly string[];
  /** Facts of the second report, each with the one of the first that stands for it. */
  readonly facts?: readonly (readonly [bad: string, good: string])[];
}

/** A difference before anybody knows what it means. */
export interface Candidate {
  readonly difference: Omit<Difference, 'weight' | 'clients'>;
  /** null: nothing that a replay could take over. */
  readonly parts: Parts | null;
  /** Words by which files, variables and facts are named in walks and findings. */
  readonly names: readonly string[];
  /** True: not worth a word unless it explains something. */
  readonly quiet?: boolean;
}

/** What several differences take over together. */
export function together(all: readonly (Parts | null)[]): Parts {
  const parts = all.filter((each) => each !== null);
  return {
    files: parts.flatMap(({ files = [] }) => files),
    variables: parts.flatMap(({ variables = [] }) => variables),
    versions: parts.flatMap(({ versions = [] }) => versions),
    inputs: parts.flatMap(({ inputs = [] }) => inputs),
    flags: parts.flatMap(({ flags = [] }) => flags),
    processes: parts.flatMap(({ processes = [] }) => processes),
    vantage: parts.flatMap(({ vantage = [] }) => vantage),
    facts: parts.flatMap(({ facts = [] }) => facts),
  };
}
