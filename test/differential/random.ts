/** A small deterministic generator of pseudo-random numbers: the same seed gives the same case, today and in CI. */
export interface Random {
  /** A number in [0, 1). */
  next(): number;
  /** True with this probability. */
  chance(probability: number): boolean;
  /** One of the items, all equally likely. */
  pick<Item>(items: readonly Item[]): Item;
  /** One of the keys, each as likely as its weight says. */
  weighted<Key extends string>(weights: Readonly<Record<Key, number>>): Key;
  /** The key at a place in [0, 1) of the weights laid end to end. */
  at<Key extends string>(weights: Readonly<Record<Key, number>>, place: number): Key;
}

/** mulberry32 (public domain, T. Ettinger), seeded by a hash (FNV-1a) of the text. */
export function random(seed: string): Random {
  let state = hashOf(seed);
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
  // The first numbers of neighbouring seeds are alike.
  for (let warm = 0; warm < 4; warm += 1) next();
  const pick = <Item>(items: readonly Item[]): Item => {
    const item = items[Math.floor(next() * items.length)];
    if (item === undefined) throw new Error('nothing to pick from');
    return item;
  };
  return {
    next,
    chance: (probability) => next() < probability,
    pick,
    weighted: (weights) => at(weights, next()),
    at,
  };
}

function at<Key extends string>(weights: Readonly<Record<Key, number>>, place: number): Key {
  const entries = Object.entries(weights) as [Key, number][];
  let rest = place * entries.reduce((sum, [, weight]) => sum + weight, 0);
  for (const [key, weight] of entries) {
    rest -= weight;
    if (rest < 0) return key;
  }
  throw new Error('weights must not be empty');
}

/** FNV-1a of a text, 32 bits. */
export function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (const character of text) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193);
  return hash >>> 0;
}
