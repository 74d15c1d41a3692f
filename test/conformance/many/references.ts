import type { FindingCode } from '../../../src/findings/codes.js';
import type { LeafRequest } from '../rig/pki.js';

const DAY_MS = 86_400_000;

/** How a registry is set up. `basic`, `token`: asks who it is; `insecure`: plain HTTP that is declared; `plain`: that is not. */
export interface RegistryKind {
  readonly name: string;
  readonly is: 'open' | 'basic' | 'token' | 'insecure' | 'plain';
  readonly leaf?: Partial<LeafRequest>;
}

/** What a reference is, and the finding that it must be told by; null: it pulls. */
export interface ExpectedReference {
  readonly reference: string;
  readonly code: FindingCode | null;
}

/** Repositories that every registry holds beside those of images.ts. */
export const REPOSITORIES = 70;

/** Registries that work: six open, three behind a password that is stored, three behind a token server, one on plain HTTP that is declared so. */
export const HEALTHY: readonly RegistryKind[] = [
  ...numbered(1, 6).map((name) => ({ name, is: 'open' as const })),
  ...numbered(7, 9).map((name) => ({ name, is: 'basic' as const })),
  ...numbered(10, 12).map((name) => ({ name, is: 'token' as const })),
  { name: 'r13.test', is: 'insecure' },
];

/** Registries of which no image pulls, with the cause. */
export const BROKEN_REGISTRIES: readonly (RegistryKind & { readonly code: FindingCode })[] = [
  { name: 'r14.test', is: 'open', code: 'tls-expired', leaf: { notBeforeMs: -2 * DAY_MS, notAfterMs: -DAY_MS } },
  { name: 'r15.test', is: 'open', code: 'tls-unknown-ca', leaf: { issuer: 'unknown' } },
  { name: 'r16.test', is: 'open', code: 'tls-name-mismatch', leaf: { names: ['elsewhere.test'] } },
  { name: 'r17.test:5000', is: 'plain', code: 'https-on-http-port' },
  { name: 'r18.test', is: 'basic', code: 'auth-missing-credentials' },
  { name: 'r19.test', is: 'basic', code: 'auth-bad-credentials' },
];

/** Nothing that is sent there is answered. */
export const BLACK_HOLE: RegistryKind = { name: 'r20.test', is: 'open' };

/** References behind the black hole, of a thousand. */
const SILENT = 20;
/** References broken in one way, of a thousand. */
const BROKEN_EACH = 10;
const THOUSAND = 1000;

/** Name of a repository that every registry holds. */
export function repository(index: number): string {
  return `team/app-${String(index).padStart(2, '0')}`;
}

/**
 * A tenth of the references is broken: eight ways alike (six registries, a tag that nobody pushed, an image for another platform), and one registry that is
 * silent. They come in the order of a list that people wrote: mixed.
 */
export function manyReferences(count: number = THOUSAND): readonly ExpectedReference[] {
  const share = (of: number) => Math.max(1, Math.round((of * count) / THOUSAND));
  const each = share(BROKEN_EACH);
  const repeat = (times: number, make: (index: number) => ExpectedReference) =>
    Array.from({ length: times }, (_, index) => make(index));
  const healthyAt = (index: number): string => HEALTHY[index % HEALTHY.length]?.name ?? '';
  const broken = [
    ...BROKEN_REGISTRIES.flatMap(({ name, code }) =>
      repeat(each, (index) => ({ reference: `${name}/${repository(index)}:1.0`, code })),
    ),
    ...repeat(each, (index) => ({
      reference: `${healthyAt(index)}/${repository(index)}:9.9`,
      code: 'manifest-unknown',
    })),
    ...repeat(each, (index) => ({
      reference: `${healthyAt(index)}/${repository(index)}:foreign`,
      code: 'wrong-platform',
    })),
    ...repeat(share(SILENT), (index) => ({
      reference: `${BLACK_HOLE.name}/${repository(index)}:1.0`,
      code: 'tcp-timeout',
    })),
  ] satisfies ExpectedReference[];
  const healthy = repeat(count - broken.length, (index) => ({
    reference: `${healthyAt(index)}/${repository(Math.floor(index / HEALTHY.length))}:1.0`,
    code: null,
  }));
  return mixed([...broken, ...healthy]);
}

/** A fixed order in which neighbours have little in common: every so many-th, and round again. */
function mixed(all: readonly ExpectedReference[]): readonly ExpectedReference[] {
  const STEP = 7;
  return Array.from({ length: STEP }, (_, offset) => all.filter((_each, index) => index % STEP === offset)).flat();
}

function numbered(from: number, to: number): string[] {
  return Array.from({ length: to - from + 1 }, (_, index) => `r${String(from + index).padStart(2, '0')}.test`);
}
