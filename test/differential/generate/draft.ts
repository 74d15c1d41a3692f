import type { PortState } from '../case.js';
import { type Random, random } from '../random.js';

/** A case while it is being made. */
export interface Draft {
  readonly random: Random;
  readonly files: Record<string, string>;
  readonly environment: Record<string, string>;
  readonly network: Record<string, PortState>;
  readonly branches: Set<string>;
  /** What was asked for, and where: configuration speaks mostly about this. */
  host: string;
  /** `:5000`, or empty. */
  port: string;
  repository: string;
  reference: string;
  tlsVerify: boolean | null;
  credentials: string | null;
}

/** Begins a case from its seed. */
export function startDraft(seed: string): Draft {
  return {
    random: random(seed),
    files: {},
    environment: {},
    network: {},
    branches: new Set(),
    host: 'registry.test',
    port: '',
    repository: 'team/app',
    reference: '',
    tlsVerify: null,
    credentials: null,
  };
}

/** Takes one of the branches by weight and notes that it was taken, as `AREA: BRANCH`. `plain` branches are not worth a note. */
export function branch<Key extends string>(draft: Draft, area: string, weights: Readonly<Record<Key, number>>): Key {
  const taken = draft.random.weighted(weights);
  draft.branches.add(`${area}: ${taken}`);
  return taken;
}
