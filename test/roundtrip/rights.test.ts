import { describe, expect, test } from 'vitest';
import { rightsFrom, type Tries } from '../../src/roundtrip/rights.js';
import { ABSENT, DENIED, STOPPED, step, UNREACHED } from './step.js';

const opinion = (pull: 'yes' | 'no' | 'unknown', push: 'yes' | 'no' | 'unknown'): Tries['opinion'] => ({
  repository: 'a',
  anonymous: { pull, push },
  account: null,
  says: null,
});
const tries = (changed: Partial<Tries>): Tries => ({
  name: 'registry.test/a',
  anonymous: { pull: step(), push: DENIED },
  account: { credential: '--creds', push: step(), pulls: [step()] },
  opinion: opinion('yes', 'no'),
  ...changed,
});

describe('who may do what', () => {
  test.each([
    [step(), step(), null, 'yes', 'yes'],
    [step(), DENIED, opinion('yes', 'no'), 'yes', 'no'],
    [DENIED, step(), opinion('no', 'yes'), 'no', 'yes'],
    [DENIED, DENIED, opinion('no', 'no'), 'no', 'no'],
  ] as const)('nobody, as skopeo and the requests agree (%#)', (pull, push, own, mayPull, mayPush) => {
    const { anonymous } = rightsFrom(tries({ anonymous: { pull, push }, opinion: own }));
    expect([anonymous.pull.may, anonymous.push.may]).toEqual([mayPull, mayPush]);
  });

  test('a registry that hides what nobody may see: the image is there, and nobody is told so', () => {
    const { anonymous } = rightsFrom(tries({ anonymous: { pull: ABSENT, push: DENIED }, opinion: null }));
    expect(anonymous.pull).toEqual({ may: 'no', seen: 'skopeo was refused: manifest unknown' });
  });

  test('skopeo gives up before an upload that would be accepted: the requests show it, in words', () => {
    const { push } = rightsFrom(tries({ opinion: opinion('no', 'yes') })).anonymous;
    expect(push.may).toBe('yes');
    expect(push.seen).toBe(
      'regdoctor could open an upload (it was cancelled at once) without an account; skopeo gives up before: unauthorized: authentication required',
    );
  });

  test('what did not get that far is unknown, never no', () => {
    const { anonymous, account } = rightsFrom(
      tries({
        anonymous: { pull: UNREACHED, push: STOPPED },
        account: { credential: '--creds', push: UNREACHED, pulls: [STOPPED] },
        opinion: opinion('unknown', 'unknown'),
      }),
    );
    for (const right of [anonymous.pull, anonymous.push, account?.pull, account?.push])
      expect(right).toMatchObject({
        may: 'unknown',
        seen: expect.stringMatching(/^skopeo: (connection refused|stopped)/),
      });
  });

  test('one client that gets it shows that the account may pull', () => {
    const pulls = [DENIED, step({ program: '/usr/bin/podman' })];
    const { account } = rightsFrom(tries({ account: { credential: 'x', push: step(), pulls } }));
    expect(account?.pull).toEqual({ may: 'yes', seen: 'podman pulled it' });
  });

  test('what was not tried is unknown and says so', () => {
    const nothing = rightsFrom(tries({ anonymous: { pull: null, push: null }, account: null, opinion: null }));
    expect(nothing.anonymous.pull).toEqual({ may: 'unknown', seen: 'not tried' });
    expect(nothing.account).toBeNull();
  });
});
