import { expect, test } from 'vitest';
import { type FailedRun, nextLine, type RoundtripCall } from '../../src/roundtrip/next-line.js';

const CALL: RoundtripCall = {
  typed: 'registry.test',
  target: { registry: 'registry.test', prefix: '' },
  access: { tlsVerify: false, certDirectory: null, authFile: null },
  ...{ withCredentials: false, allowInsecureAuth: false },
};
const failed = (changed: Partial<FailedRun>): FailedRun => ({
  ...{ client: 'podman', does: 'pull', reference: 'registry.test/a:b', isThere: false },
  ...{ refusal: null, cause: null, needsAccount: false, ...changed },
});

test.each([
  [{ refusal: 'local', cause: 'storage-permission-userns' }, 'regdoctor storage'],
  [{ refusal: 'local', cause: null }, null],
  [{ refusal: 'withheld' }, 'regdoctor roundtrip registry.test --tls-verify=false --allow-insecure-auth'],
] as const)('what to paste after %o', (changed, line) => {
  expect(nextLine(failed(changed), CALL)).toBe(line);
});
