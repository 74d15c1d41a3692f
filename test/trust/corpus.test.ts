import { rmSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { printable } from '../../src/trust/distinguished-name.js';
import { NAME as CASE_NAME, NOW_MS as CASE_NOW_MS } from './authorities.js';
import { CASES } from './chains.js';
import type { Chain } from './corpus/chain.js';
import { CORPUS } from './corpus/index.js';
import { NAME, NOW_MS } from './corpus/make.js';
import { buildJudge, goVerdicts, type Judge, verdictText } from './go-program.js';

let judge: Judge;
beforeAll(() => {
  judge = buildJudge();
}, 300_000);
afterAll(() => rmSync(judge.directory, { recursive: true, force: true }));

const titled = (chains: readonly Chain[], texts: readonly string[]) =>
  chains.map(({ title }, index) => `${title}: ${texts[index]}`);

// The judge is the Go of this machine; what Debian's Go 1.19 says is compared in test/conformance/x509-corpus.test.ts.
describe('crypto/tls of the current Go says the same', { timeout: 300_000 }, () => {
  test(`over ${CORPUS.length} chains, verdict and first reason`, () => {
    const { version, texts } = goVerdicts([judge.program, 'judge'], CORPUS, NOW_MS);
    expect(Number(/^go1\.(\d+)/.exec(version)?.[1])).toBeGreaterThanOrEqual(26);
    expect(CORPUS.length).toBeGreaterThanOrEqual(150);
    expect(new Set(CORPUS.map(({ title }) => title)).size).toBe(CORPUS.length);
    const ours = CORPUS.map((chain) => verdictText(chain, NOW_MS, version));
    expect(titled(CORPUS, ours)).toEqual(titled(CORPUS, texts.map(printable)));
  });

  test('over the chains whose other problems are told too', () => {
    const chains = CASES.map(({ title, chain, roots, name }) => ({
      title,
      sent: chain.map(({ der }) => der),
      roots: roots.map(({ der }) => der),
      name: name ?? CASE_NAME,
    }));
    const { version, texts } = goVerdicts([judge.program, 'judge'], chains, CASE_NOW_MS);
    const ours = chains.map((chain) => verdictText(chain, CASE_NOW_MS, version));
    expect(titled(chains, ours)).toEqual(titled(chains, texts));
  });

  test('both answers are there in number', () => {
    const trusted = CORPUS.filter((chain) => verdictText(chain, NOW_MS, '1.26') === '').length;
    expect(trusted).toBeGreaterThan(100);
    expect(CORPUS.length - trusted).toBeGreaterThan(150);
    expect(CORPUS.every(({ name }) => (name ?? NAME) !== '')).toBe(true);
  });
});
