import { afterAll, describe, inject, test } from 'vitest';
import { expectExplained } from './harness/explained.js';
import { CONTAINERD_CONFIG } from './pairs/containerd-config.js';
import { CONTAINERD_HOSTS } from './pairs/containerd-hosts.js';
import { CONTAINERS_IMAGE } from './pairs/containers-image.js';
import { DOCKER } from './pairs/docker.js';
import { CRANE } from './pairs/programs.js';
import { runPair } from './pairs/run-pair.js';
import { CRANE_PAIRS, CTR } from './pairs/tools.js';
import { TRUST } from './pairs/trust.js';
import { optionalProgram } from './rig/optional-programs.js';
import { turnstile } from './rig/turnstile.js';

/** Pairs at the same time: the machine may have two processors, and each pair runs daemons. */
const AT_ONCE = 3;
const inTurn = turnstile(AT_ONCE);

const { missing } = inject('conformance');

/** Texts of real clients in which explain finds the fault at once. */
const FEWEST_TEXTS = 40;

describe.skipIf(missing.length > 0)('a wrong configuration, and the fix as printed', { concurrent: true }, () => {
  afterAll(() => expectExplained(FEWEST_TEXTS));
  const pairs = [...DOCKER, ...CONTAINERD_CONFIG, ...CONTAINERD_HOSTS, ...CONTAINERS_IMAGE, ...CTR, ...TRUST];
  test.each(pairs.map((pair) => [pair.name, pair] as const))('%s', async (_name, pair) => {
    await inTurn(() => runPair(pair));
  });

  const newer = optionalProgram(CRANE) !== null;
  describe.skipIf(!newer)(newer ? CRANE : `${CRANE} is not on this machine`, () => {
    test.each(CRANE_PAIRS.map((pair) => [pair.name, pair] as const))('%s', async (_name, pair) => {
      await inTurn(() => runPair(pair));
    });
  });
});
