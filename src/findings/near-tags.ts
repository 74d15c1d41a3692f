/** A tag as people write versions: `v1.25.3-alpine` is 1, 25, 3 with the suffix `-alpine`. */
interface Version {
  readonly numbers: readonly number[];
  readonly suffix: string;
}

/** Longer tags are compared by what they begin with: the work grows with the product of the lengths. */
const MAX_COMPARED = 64;
/** Letters that may be wrong for a tag to be a slip of the pen: one in three, and at least one. */
const LETTERS_PER_SLIP = 3;
/** Ranks, the nearest first. A neighbour differs in its last number, in the one before it, and so on. */
const SAME_BUT_SPELLING = 0;
const SAME_VERSION = 1;
const NEIGHBOUR = 2;
const SLIP = 3;

/**
 * The tags that a person who asked for `wanted` may have meant, the nearest first: the same but for capitals or a leading v, the same version with
 * another suffix, neighbouring versions with the same suffix, slips of the pen. Empty where none is near.
 */
export function nearTags(wanted: string, tags: readonly string[], most: number): readonly string[] {
  const version = versionOf(wanted);
  return [...new Set(tags)]
    .flatMap((tag) => {
      const rank = tag === wanted ? null : rankOf(wanted, version, tag);
      return rank === null ? [] : [{ tag, rank }];
    })
    .sort((a, b) => compare(a.rank, b.rank) || compareText(a.tag, b.tag))
    .slice(0, most)
    .map(({ tag }) => tag);
}

/** What there is, where nothing is near: `latest`, then the highest versions, then the rest in their order. */
export function foremostTags(tags: readonly string[], most: number): readonly string[] {
  const rest = [...new Set(tags)].filter((tag) => tag !== 'latest');
  const versions = rest.flatMap((tag) => {
    const version = versionOf(tag);
    return version === null ? [] : [{ tag, ...version }];
  });
  const highest = versions
    .sort((a, b) => compare(b.numbers, a.numbers) || a.suffix.length - b.suffix.length)
    .map(({ tag }) => tag);
  const latest = tags.includes('latest') ? ['latest'] : [];
  return [...new Set([...latest, ...highest, ...rest])].slice(0, most);
}

/** Numbers to compare, the smallest nearest; null: not near. */
function rankOf(wanted: string, version: Version | null, tag: string): readonly number[] | null {
  if (spelling(wanted) === spelling(tag)) return [SAME_BUT_SPELLING];
  const other = versionOf(tag);
  if (version !== null && other !== null) {
    if (compare(version.numbers, other.numbers) === 0)
      return [SAME_VERSION, Math.abs(other.suffix.length - version.suffix.length)];
    const apart = version.numbers.findIndex((number, at) => number !== (other.numbers[at] ?? 0));
    const at = apart === -1 ? version.numbers.length : apart;
    const same = version.suffix === other.suffix ? 0 : 1;
    const distance = Math.abs((version.numbers[at] ?? 0) - (other.numbers[at] ?? 0));
    // `1.2` is the line that `1.2.3` belongs to, and the other way round.
    const isLine = apart === -1 || other.numbers.length < version.numbers.length;
    if (at > 0 || version.numbers.length === 1)
      return [NEIGHBOUR, same, Math.max(0, version.numbers.length - at), distance, isLine ? 0 : 1];
    return [SLIP + 1, same, distance, ...other.numbers.map((number) => -number)];
  }
  const slips = editDistance(spelling(wanted).slice(0, MAX_COMPARED), spelling(tag).slice(0, MAX_COMPARED));
  const limit = Math.max(1, Math.floor(Math.min(wanted.length, tag.length) / LETTERS_PER_SLIP));
  if (slips <= limit) return [SLIP, slips];
  return tag.startsWith(`${wanted}-`) || wanted.startsWith(`${tag}-`) ? [SLIP, limit + 1, tag.length] : null;
}

function spelling(tag: string): string {
  return tag.toLowerCase().replace(/^v(?=\d)/, '');
}

function versionOf(tag: string): Version | null {
  const [, numbers, suffix = ''] = /^v?(\d{1,9}(?:\.\d{1,9}){0,5})([-_+.].*)?$/i.exec(tag) ?? [];
  return numbers === undefined ? null : { numbers: numbers.split('.').map(Number), suffix: suffix.toLowerCase() };
}

function compare(a: readonly number[], b: readonly number[]): number {
  for (let at = 0; at < Math.max(a.length, b.length); at += 1) {
    const difference = (a[at] ?? 0) - (b[at] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

function compareText(a: string, b: string): number {
  return a.length - b.length || (a < b ? -1 : a > b ? 1 : 0);
}

/** Insertions, deletions, replacements and swaps of neighbours that make one text of the other. */
function editDistance(a: string, b: string): number {
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      const plain = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + same);
      row.push(swapped ? Math.min(plain, (before[j - 2] ?? 0) + 1) : plain);
    }
    before = last;
    last = row;
  }
  return last[b.length] ?? 0;
}
