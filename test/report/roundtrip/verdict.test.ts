import { describe, expect, test } from 'vitest';
import { buildRoundtrip } from '../../../src/report/roundtrip/build.js';
import { type RoundtripRun, roundtripSchema } from '../../../src/report/roundtrip/schema.js';
import { usageDocument } from '../../../src/report/usage-document.js';
import { input, REPOSITORY, rights, run } from './document.js';

const DENIED: Partial<RoundtripRun> = {
  outcome: 'fail',
  says: 'unauthorized: authentication required',
  explained: ['auth-missing-credentials'],
  refusal: 'denied',
  next: 'regdoctor roundtrip R --creds-stdin',
};
const judge = (changed: Parameters<typeof input>[0]) => {
  const document = buildRoundtrip(input(changed));
  expect(() => roundtripSchema.parse(document)).not.toThrow();
  return document;
};

describe('the verdict of a round trip', () => {
  test.each([
    ['yes', `anyone may pull ${REPOSITORY}; pushing needs an account`],
    ['no', `pulling and pushing ${REPOSITORY} need an account`],
  ] as const)('closed to anonymous pushes, pulls %s: all as it should be', (pull, words) => {
    const { verdict, exitCode, summary, findings } = judge({ rights: rights(pull, 'no') });
    expect({ verdict, exitCode, findings }).toEqual({ verdict: 'ok', exitCode: 0, findings: [] });
    expect(summary).toBe(`pushed by skopeo, pulled back by buildah, skopeo; ${words}.`);
  });

  test('anyone may push: a warning with its runbook, and no failure', () => {
    const { verdict, exitCode, findings } = judge({ rights: rights('no', 'yes') });
    expect({ verdict, exitCode }).toEqual({ verdict: 'degraded', exitCode: 0 });
    expect(findings).toMatchObject([
      { code: 'anonymous-push-allowed', severity: 'warning', runbook: 'docs/runbooks/anonymous-push-allowed.md' },
    ]);
    expect(findings[0]?.title).toContain('registry.test:5000');
  });

  test.each(['localhost:5000', '127.0.0.1:5000', '[::1]:5000'])('at %s that is information', (registry) => {
    const open = { ...rights('yes', 'yes', false), repository: `${registry}/${REPOSITORY}` };
    const { verdict, findings } = judge({ rights: open });
    expect([verdict, findings[0]?.severity]).toEqual(['ok', 'info']);
  });

  test('a client that fails with the rights it has: broken, exit code 1, with what it said', () => {
    const runs = [run(), run({ client: 'podman', does: 'pull', outcome: 'fail', says: 'manifest unknown' })];
    const { verdict, exitCode, summary } = judge({ runs });
    expect({ verdict, exitCode }).toEqual({ verdict: 'broken', exitCode: 1 });
    expect(summary).toBe('podman failed to pull: manifest unknown.');
  });

  test('an account that is refused has failed', () => {
    expect(judge({ runs: [run(DENIED)] })).toMatchObject({ verdict: 'broken', exitCode: 1 });
  });

  test('nobody has an account, and one is wanted: nothing failed, something is missing', () => {
    const { verdict, exitCode, unknown } = judge({
      runs: [run({ ...DENIED, as: 'anonymous' })],
      rights: rights('unknown', 'no', false),
    });
    expect({ verdict, exitCode }).toEqual({ verdict: 'unknown', exitCode: 3 });
    expect(unknown[0]).toEqual({
      what: 'whether skopeo can push',
      why: 'the registry wants an account for it, and none is here',
      needed: DENIED.next,
    });
  });

  test('a client that cannot work on this machine says nothing of the registry', () => {
    const says = 'Error during unshare(CLONE_NEWUSER): Operation not permitted';
    const local = {
      outcome: 'fail',
      says,
      explained: ['storage-permission-userns'],
      refusal: 'local',
      next: 'regdoctor storage',
    } as const;
    const runs = [run(), run({ ...local, explained: [...local.explained], client: 'buildah', does: 'pull' })];
    const { verdict, exitCode, unknown } = judge({ runs });
    expect({ verdict, exitCode }).toEqual({ verdict: 'unknown', exitCode: 3 });
    expect(unknown).toEqual([{ what: 'whether buildah can pull', why: says, needed: 'regdoctor storage' }]);
  });

  test('a client that was stopped, or a right that nobody saw: unknown', () => {
    const stopped = run({ client: 'podman', does: 'pull', outcome: 'unknown', says: 'stopped after 60 s' });
    expect(judge({ runs: [run(), stopped] })).toMatchObject({ verdict: 'unknown', exitCode: 3 });
    expect(judge({ rights: rights('yes', 'unknown') })).toMatchObject({ verdict: 'unknown', exitCode: 3 });
  });

  test('interrupted: unknown, and it says whether something is left', () => {
    const { exitCode, summary } = judge({ interrupted: true, runs: [run()] });
    expect({ exitCode, summary }).toEqual({
      exitCode: 3,
      summary: "can't tell: interrupted; nothing of it is left in the registry.",
    });
    const left = [{ repository: 'r', tag: '0a1b2c3d', digest: null, sure: false, why: 'unseen', ways: [] }];
    expect(judge({ interrupted: true, left }).summary).toContain('Left behind: 0a1b2c3d');
    const kept = [
      { ...left[0], ...{ repository: 'r', tag: '1', digest: null, ways: [] }, sure: true, why: 'kept, as asked' },
    ];
    expect(judge({ interrupted: true, left: kept }).summary).toBe(
      "can't tell: interrupted; nothing but what --keep asked for is left in the registry.",
    );
  });

  test('what nobody saw to be gone is unknown, not ok', () => {
    const ways = [{ when: 'when the registry can be reached', commands: ['skopeo delete docker://r:0a1b2c3d'] }];
    const unseen = { repository: 'r', tag: '0a1b2c3d', digest: null, sure: false, why: 'it could not be seen', ways };
    expect(judge({ left: [unseen] })).toMatchObject({
      ...{ verdict: 'unknown', exitCode: 3 },
      unknown: [
        {
          what: 'whether r:0a1b2c3d is gone',
          why: 'it could not be seen',
          needed: 'its removal, when the registry can be reached',
        },
      ],
    });
    expect(judge({ left: [{ ...unseen, sure: true, why: 'the registry refuses to delete' }] }).exitCode).toBe(0);
  });

  test('words of this machine are no refusal, and no fault of the registry', () => {
    const says = 'copying: mkdir /run/user/0: permission denied';
    const run1 = run({ client: 'podman', does: 'pull', as: 'anonymous', outcome: 'fail', says, refusal: 'local' });
    const { exitCode, unknown } = judge({ runs: [run(), run1], rights: rights('yes', 'yes', false) });
    expect({ exitCode, unknown }).toEqual({
      exitCode: 3,
      unknown: [
        {
          what: 'whether podman can pull',
          why: says,
          needed: 'podman able to work on this machine: its words say what is in the way',
        },
      ],
    });
  });

  test('what could not begin says what it needs', () => {
    const untried = { what: 'the round trip', why: 'skopeo is not here', needed: 'skopeo' };
    const { exitCode, summary } = judge({ untried, runs: [], image: null, rights: null });
    expect({ exitCode, summary }).toEqual({ exitCode: 3, summary: "can't tell: skopeo is not here (needed: skopeo)." });
  });
});

test('a wrong call is told in the same schema', () => {
  const document = usageDocument({
    version: '0.0.0',
    message: 'no',
    part: 'registry',
    meant: null,
    arguments: ['roundtrip', 'x'],
  });
  expect(roundtripSchema.parse(document)).toMatchObject({
    kind: 'roundtrip',
    exitCode: 2,
    error: { part: 'registry' },
  });
});
