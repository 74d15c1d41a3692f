import { describe, inject, test } from 'vitest';
import { PUSHES } from './cases/pushes.js';
import { runPushCase } from './harness/push-case.js';

const { missing } = inject('conformance');

describe.skipIf(missing.length > 0)('pushes by the real clients', { concurrent: true }, () => {
  test.each(PUSHES.map((one) => [one.name, one] as const))('%s', (_name, one) => runPushCase(one));
});
