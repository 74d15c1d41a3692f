import { afterAll, describe, expect, inject, test } from 'vitest';
import { ANSWERS } from './cases/answers.js';
import { AUTH } from './cases/auth.js';
import { BLOBS } from './cases/blobs.js';
import { CONFIG } from './cases/config.js';
import { CREDENTIALS } from './cases/credentials.js';
import { DNS } from './cases/dns.js';
import { HEALTHY } from './cases/healthy.js';
import { HEALTHY_TRUST } from './cases/healthy-trust.js';
import { HTTP_SCHEME } from './cases/http-scheme.js';
import { PROXY } from './cases/proxy.js';
import { PROXY_KINDS } from './cases/proxy-kinds.js';
import { SEED, SEED_NAME } from './cases/seed.js';
import { TCP } from './cases/tcp.js';
import { TLS } from './cases/tls.js';
import { TOKEN_FLOW } from './cases/token-flow.js';
import { TRUST } from './cases/trust.js';
import { TRUST_FIXES } from './cases/trust-fixes.js';
import { WHAT_IS_THERE } from './cases/what-is-there.js';
import { expectExplained } from './harness/explained.js';
import { runCase } from './harness/run-case.js';

/** The longest waits begin first: the others fit in meanwhile. */
const CASES = [
  BLOBS,
  TCP,
  SEED,
  ANSWERS,
  AUTH,
  CREDENTIALS,
  TOKEN_FLOW,
  DNS,
  TLS,
  HTTP_SCHEME,
  CONFIG,
  PROXY,
  PROXY_KINDS,
  HEALTHY,
  HEALTHY_TRUST,
  WHAT_IS_THERE,
  TRUST,
  TRUST_FIXES,
]
  .flat()
  .sort((one, other) => Number(other.waits ?? false) - Number(one.waits ?? false));

const seconds = (ms: number | undefined) => `${((ms ?? Number.NaN) / 1000).toFixed(2)} s`;
const { missing } = inject('conformance');

/** Texts of real clients in which explain finds the fault at once. */
const FEWEST_TEXTS = 40;

describe.skipIf(missing.length > 0)('regdoctor against the real clients', { concurrent: true }, () => {
  afterAll(() => expectExplained(FEWEST_TEXTS));

  // `$name` would be cut after 40 characters.
  test.each(CASES.map((one) => [one.name, one] as const))('%s', async (_name, one) => {
    const times = await runCase(one);
    if (one.name !== SEED_NAME) return;
    const { regdoctorMs, before, after } = times;
    process.stdout.write(
      `seed: regdoctor ${seconds(regdoctorMs)}, buildah before ${seconds(before.buildah)}, after ${seconds(after.buildah)}\n`,
    );
    expect(before.buildah).toBeGreaterThanOrEqual(29_000);
    expect(after.buildah).toBeLessThan(1000);
  });
});
