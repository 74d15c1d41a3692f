import type { Recogniser } from './recogniser.js';

/** Anchors that stand in all kinds of logs: alone they make no line worth a look, beside a word about registries they do. */
const COMMON =
  /^(?:[\d: ".]+|.{1,4}|forbidden|unauthorized|signature|quota|conflict|immutable|unmarshal|try again|not found|is (?:after|before)|invalid argument|context (?:deadline exceeded|canceled)|connection re(?:fused|set)|request canceled|permission|i\/o timeout|unhealthy|broken pipe|text\/html|<html|<!doctype html|user namespace|error parsing|lookup |mediatype|been (?:removed|deprecated)|no longer available|may require|is not allowed|not allowed by|project |internal server error|bad gateway|service unavailable|access denied|connection timed out|operation timed out|certificate expired|image policy|image (?:name|library)\/?)$/;

/** Words that make a line with a common anchor worth a look. */
const ABOUT = [
  '/v2/',
  '/v1/',
  'registry',
  'docker',
  'image',
  'manifest',
  'blob',
  'pull',
  'push',
  'containerd',
  'podman',
  'layer',
  'oci:',
];

/** Which lines of a log are worth the recognisers' time: most of a log is not. Made once, from the recognisers' own anchors. */
export interface Candidates {
  /** Finds the next place that may matter, in lower-case text. */
  readonly anywhere: RegExp;
  /** True where a lower-case line with a common anchor is about registries. */
  isWorthwhile(line: string): boolean;
}

/** @param recognisers those whose label is a problem of a registry. */
export function candidatesOf(recognisers: readonly Recogniser[]): Candidates {
  const anchors = [...new Set(recognisers.flatMap((recogniser) => recogniser.anchors))];
  const telling = anchors.filter((anchor) => !COMMON.test(anchor));
  const shortest = telling.filter((anchor) => !telling.some((other) => other !== anchor && anchor.includes(other)));
  const own = new RegExp(shortest.map(escaped).join('|'));
  const shared = new RegExp(
    anchors
      .filter((anchor) => COMMON.test(anchor))
      .map(escaped)
      .join('|'),
  );
  return {
    anywhere: new RegExp([...shortest, ...ABOUT].map(escaped).join('|'), 'g'),
    isWorthwhile: (line) => own.test(line) || shared.test(line),
  };
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
}
