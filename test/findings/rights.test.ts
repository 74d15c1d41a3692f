import { describe, expect, test } from 'vitest';
import { accountWords, type Right, type Rights, rightsSentence } from '../../src/findings/rights.js';
import { pushRegistry } from './rows/pushes.js';
import { AUTH_FILE, authFile, IMAGE } from './rows/registry.js';
import { errorFact, httpFact } from './support/facts.js';
import { examine } from './support/world.js';

const KNOWS = `${AUTH_FILE}#/auths/reg.example:5000`;
const push = { reference: IMAGE, operation: 'push' } as const;
const login = { [AUTH_FILE]: authFile('reg.example:5000') };

const rights = (pull: Right, may: Right): Rights => ({
  registry: 'reg.example',
  repository: 'team/app',
  client: 'buildah',
  anonymous: { pull, push: may },
  account: null,
  anonymousPushFact: null,
});

describe('in words', () => {
  test.each<[Right, Right, string | null]>([
    ['yes', 'no', 'anyone may pull team/app; pushing needs an account'],
    ['no', 'no', 'pulling and pushing team/app need an account'],
    ['unknown', 'no', 'pushing to team/app needs an account; whether anyone may pull could not be seen'],
    ['yes', 'yes', 'anyone may pull and push team/app'],
    ['no', 'yes', 'anyone may push to team/app; pulling needs an account'],
    ['unknown', 'yes', 'anyone may push to team/app; whether anyone may pull could not be seen'],
    ['yes', 'unknown', 'anyone may pull team/app; whether anyone may push could not be seen'],
    ['no', 'unknown', 'pulling team/app needs an account; whether anyone may push could not be seen'],
    ['unknown', 'unknown', null],
  ])('pull %s, push %s', (pull, may, sentence) => {
    expect(rightsSentence(rights(pull, may))).toBe(sentence);
  });

  test.each<[Right, Right, string | null]>([
    ['yes', 'yes', 'may pull and push'],
    ['no', 'yes', 'may push and not pull'],
    ['unknown', 'yes', 'may push'],
    ['yes', 'no', 'may pull and not push'],
    ['no', 'no', 'may not push'],
    ['yes', 'unknown', 'may pull'],
    ['no', 'unknown', 'may not pull'],
    ['unknown', 'unknown', null],
  ])('an account: pull %s, push %s', (pull, may, words) => {
    expect(accountWords({ pull, push: may })).toBe(words);
  });
});

describe('as seen for a push', () => {
  test('an account that may push, where nobody else may', () => {
    const { rights: seen } = examine({ ...push, files: login, world: pushRegistry({ wants: 'pushes', knows: KNOWS }) });
    expect(seen).toMatchObject({
      anonymous: { pull: 'yes', push: 'no' },
      account: { credential: KNOWS, pull: 'yes', push: 'yes' },
    });
  });

  test('an account that may only pull', () => {
    const world = pushRegistry({
      wants: 'everything',
      knows: KNOWS,
      asked: ({ method, sent }) => (method === 'POST' && sent === KNOWS ? errorFact(403, 'DENIED') : undefined),
    });
    expect(examine({ ...push, files: login, world }).rights).toMatchObject({
      anonymous: { pull: 'no', push: 'no' },
      account: { pull: 'yes', push: 'no' },
    });
  });

  test('a mirror that serves anyone says nothing of the registry', () => {
    const files = {
      '/etc/containers/registries.conf':
        '[[registry]]\nlocation = "reg.example:5000"\n[[registry.mirror]]\nlocation = "mirror.example"\n',
    };
    const { rights: seen } = examine({ ...push, files, world: pushRegistry({ wants: 'pushes' }) });
    expect(seen?.anonymous).toEqual({ pull: 'unknown', push: 'no' });
  });

  test('a registry that takes no pushes from anybody', () => {
    const world = pushRegistry({ asked: ({ method }) => (method === 'POST' ? httpFact(405) : undefined) });
    expect(examine({ ...push, world }).rights?.anonymous).toEqual({ pull: 'yes', push: 'unknown' });
  });

  test('nothing is asked for it where the registry does not answer, or a pull is asked about', () => {
    expect(examine({ ...push, world: { names: { 'reg.example': null } } }).rights).toBeNull();
    const pull = examine({ reference: IMAGE, world: pushRegistry({}) });
    expect(pull.rights).toBeNull();
    expect(pull.asked.some((key) => key.kind === 'http' && key.method !== 'GET')).toBe(false);
  });

  test('sessions opened for it are cancelled', () => {
    const { asked } = examine({ ...push, files: login, world: pushRegistry({}) });
    const methods = asked.flatMap((key) => (key.kind === 'http' && key.method !== 'GET' ? [key.method] : []));
    expect(methods.filter((method) => method === 'POST').length).toBe(
      methods.filter((method) => method === 'DELETE').length,
    );
  });
});
