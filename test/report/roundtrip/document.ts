import type { RoundtripInput } from '../../../src/report/roundtrip/build.js';
import type { RoundtripRights, RoundtripRun } from '../../../src/report/roundtrip/schema.js';

export const REPOSITORY = 'team/regdoctor-roundtrip/0a1b2c3d4e';
export const NAME = `registry.test:5000/${REPOSITORY}`;
export const REFERENCE = `${NAME}:0a1b2c3d`;

type May = RoundtripRights['anonymous']['pull']['may'];

/** A run that went well, unless told otherwise. */
export function run(changed: Partial<RoundtripRun> = {}): RoundtripRun {
  const common = {
    client: 'skopeo',
    program: '/usr/bin/skopeo',
    does: 'push',
    as: 'account',
    reference: REFERENCE,
  } as const;
  return { ...common, outcome: 'ok', ms: 120, says: null, explained: [], refusal: null, next: null, ...changed };
}

/** Rights of anonymous users, and of an account that may do all; without it where `account` is false. */
export function rights(pull: May, push: May, account = true): RoundtripRights {
  const seen = (may: May) => ({ may, seen: 'seen so' });
  return {
    repository: NAME,
    anonymous: { pull: seen(pull), push: seen(push) },
    account: account ? { credential: '--creds', pull: seen('yes'), push: seen('yes') } : null,
  };
}

/** A round trip in which all went well, unless told otherwise. */
export function input(changed: Partial<RoundtripInput> = {}): RoundtripInput {
  return {
    tool: { name: 'regdoctor', version: '0.0.0' },
    startedAt: '2026-01-02T03:04:05.000Z',
    registry: 'registry.test:5000/team',
    image: {
      ...{ reference: REFERENCE, repository: REPOSITORY, tag: '0a1b2c3d' },
      ...{ digest: `sha256:${'a'.repeat(64)}`, bytes: 731, platform: 'linux/amd64' },
    },
    vantage: { network: 'host', resolver: 'host', files: '/' },
    runs: [run(), run({ client: 'buildah', does: 'pull' }), run({ client: 'skopeo', does: 'pull' })],
    rights: rights('yes', 'no'),
    diagnosis: null,
    deployment: null,
    left: [],
    remains: null,
    notes: [],
    timing: { totalMs: 3000 },
    interrupted: false,
    untried: null,
    ...changed,
  };
}
