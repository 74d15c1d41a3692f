import type { PortState } from '../case.js';
import { hashOf, type Random, random } from '../random.js';

/** A case while it is being made. */
export interface Draft {
  readonly random: Random;
  readonly files: Record<string, string>;
  readonly environment: Record<string, string>;
  readonly network: Record<string, PortState>;
  readonly branches: Set<string>;
  /** Place of the case in its run, and areas of the generator that it has drawn from. */
  readonly number: number;
  readonly drawn: Set<string>;
  /** Where the seed begins in the even spread. */
  readonly shift: number;
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
export function startDraft(seed: string, number: number): Draft {
  return {
    random: random(seed),
    number,
    drawn: new Set(),
    shift: hashOf(seed.slice(0, seed.lastIndexOf('/'))) % 100_000,
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

/** Steps whose multiples lie evenly in [0, 1), alone and in pairs: roots of primes. */
const STEPS = [2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53].map((prime) => Math.sqrt(prime) % 1);

/**
 * Takes one of the branches by weight and notes that it was taken, as `AREA: BRANCH`. The first draw from an area is spread evenly over the
 * cases of a run, so that rare branches are taken as often as their weights say.
 */
export function branch<Key extends string>(draft: Draft, area: string, weights: Readonly<Record<Key, number>>): Key {
  const { random, number, drawn, branches } = draft;
  const first = !drawn.has(area);
  drawn.add(area);
  const hash = hashOf(area);
  const place = (hash / 2 ** 32 + (number + draft.shift) * (STEPS[hash % STEPS.length] ?? 0)) % 1;
  const taken = first ? random.at(weights, place) : random.weighted(weights);
  branches.add(`${area}: ${taken}`);
  return taken;
}
