import type { Recogniser } from './recogniser.js';
import { type WordFinder, wordFinder } from './word-finder.js';

/** Anchors that stand in all kinds of logs: alone they make no line of a log worth a look, beside a word about registries they do. */
const COMMON =
  /^(?:[\d: ".]+|.{1,4}|forbidden|unauthorized|signature|quota|conflict|immutable|unmarshal|try again|not found|is (?:after|before)|invalid argument|context (?:deadline exceeded|canceled)|connection re(?:fused|set)|request canceled|permission|i\/o timeout|unhealthy|broken pipe|text\/html|<html|<!doctype html|user namespace|error parsing|lookup |mediatype|been (?:removed|deprecated)|no longer available|may require|is not allowed|not allowed by|project |internal server error|bad gateway|service unavailable|access denied|connection timed out|operation timed out|certificate expired|image policy|image (?:name|library)\/?)$/;

/** Words that make a line with a common anchor worth a look. */
const ABOUT = '/v2/ /v1/ registry docker image manifest blob pull push containerd podman layer oci:'.split(' ');

/** Words of which one at least stands in every line that is about registries (`isAboutRegistries`; a test holds the two together). */
const NEEDED = [
  ...ABOUT,
  ...'/v2 containers-storage registries reference name_unknown buildah skopeo crictl nerdctl crane kaniko oras helm jib regctl cosign imgpkg apptainer singularity'.split(
    ' ',
  ),
  ...'ghcr.io quay.io gcr.io microsoft.com pkg.dev .ecr. azurecr.io nvcr.io lscr.io redhat elastic aliyuncs bintray ocir.io icr.io harbor artifactory jfrog :500'.split(
    ' ',
  ),
  ...'httpreadseeker cri-o crio buildkitd rancher kubelet daemon.json hosts.toml certs.d policy.json auth.json sha256: download'.split(
    ' ',
  ),
  ...['ctr ', 'img ', 'ko ', 'name unknown', 'failed to do request', 'trying next host', 'load metadata for'],
  ...['initializing source', 'extracting ['],
];

/** The recognisers for lines with the same words. */
export interface Signature {
  /** The same for the same words. */
  readonly signature: number;
  readonly recognisers: readonly Recogniser[];
}

/** Sets of words whose recognisers are remembered. */
const MOST_SIGNATURES = 4096;

/** What words of a line stand for: bits of 32-bit integers, one run of them a state. */
export interface Candidates {
  readonly finder: WordFinder;
  /** Integers that hold the bits of one line. */
  readonly size: number;
  /** Adds to a line's bits what the words say that end in a state. */
  add(bits: Int32Array, state: number): void;
  /** The recognisers whose words a line holds, if those words are worth a look; else none. @param isAbout true where the lines just before are about registries. */
  recognisersOf(bits: Int32Array, isAbout: boolean): Signature;
  /** True where a line holds a word about registries. */
  isAbout(bits: Int32Array): boolean;
  /** False where a line cannot be about registries. */
  mayBeAbout(bits: Int32Array): boolean;
}

/**
 * Which lines of a log are worth the recognisers' time: most are not. Made from the recognisers' own anchors.
 * @param recognisers those whose label is a problem of a registry.
 */
export function candidatesOf(recognisers: readonly Recogniser[]): Candidates {
  const words = [...new Set([...recognisers.flatMap((recogniser) => recogniser.anchors), ...NEEDED])];
  const finder = wordFinder(words);
  // Per recogniser two bits, one for a telling word and one for a common one; the last two bits are for words about registries.
  const about = recognisers.length * 2;
  const maybe = about + 1;
  const size = Math.ceil((maybe + 1) / 32);
  const bitsOfWord = new Map<string, number[]>(
    words.map((word) => [word, [...(ABOUT.includes(word) ? [about] : []), ...(NEEDED.includes(word) ? [maybe] : [])]]),
  );
  for (const [place, recogniser] of recognisers.entries())
    for (const anchor of recogniser.anchors) bitsOfWord.get(anchor)?.push(place * 2 + (COMMON.test(anchor) ? 1 : 0));
  const masks = new Int32Array(((finder.lineEnd - finder.firstTelling) / finder.columns) * size);
  for (let state = finder.firstTelling; state < finder.lineEnd; state += finder.columns) {
    const at = ((state - finder.firstTelling) / finder.columns) * size;
    const mask = masks.subarray(at, at + size);
    for (const word of finder.wordsAt(state)) for (const bit of bitsOfWord.get(words[word] ?? '') ?? []) set(mask, bit);
  }
  const signatures = new Map<number, Signature>();
  return {
    finder,
    size,
    add(bits, state) {
      const at = ((state - finder.firstTelling) / finder.columns) * size;
      for (let index = 0; index < size; index += 1)
        bits[index] = (bits[index] as number) | (masks[at + index] as number);
    },
    recognisersOf(bits, isAbout) {
      if (isAbout) set(bits, about);
      clear(bits, maybe);
      const signature = numberOf(bits);
      const known = signatures.get(signature);
      if (known !== undefined) return known;
      const common = isSet(bits, about);
      const made: Signature = {
        signature,
        recognisers: recognisers.filter((_, place) => isSet(bits, place * 2) || (common && isSet(bits, place * 2 + 1))),
      };
      if (signatures.size >= MOST_SIGNATURES) signatures.clear();
      signatures.set(signature, made);
      return made;
    },
    isAbout: (bits) => isSet(bits, about),
    mayBeAbout: (bits) => isSet(bits, maybe),
  };
}

function set(bits: Int32Array, bit: number): void {
  bits[bit >> 5] = (bits[bit >> 5] ?? 0) | (1 << (bit & 31));
}

function clear(bits: Int32Array, bit: number): void {
  bits[bit >> 5] = (bits[bit >> 5] ?? 0) & ~(1 << (bit & 31));
}

function isSet(bits: Int32Array, bit: number): boolean {
  return ((bits[bit >> 5] ?? 0) & (1 << (bit & 31))) !== 0;
}

/** Multipliers of MurmurHash3, and what keeps two halves of 32 bits exact in one number. */
const ONE = 0xcc9e2d51 | 0;
const OTHER = 0x1b873593;
const HALF = 2 ** 21;

function numberOf(bits: Int32Array): number {
  let one = 1;
  let two = 2;
  for (const part of bits) {
    one = Math.imul(one ^ part, ONE) ^ (one >>> 13);
    two = Math.imul(two ^ part, OTHER) ^ (two >>> 16);
  }
  return (one >>> 0) * HALF + (two >>> 11);
}
