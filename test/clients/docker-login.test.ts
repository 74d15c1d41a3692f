import { describe, expect, test } from 'vitest';
import { DOCKER } from '../../src/clients/docker/docker.js';
import { AUTH_VARIABLE, variableCredential, variableSecret } from '../../src/clients/docker-auth-variable.js';
import { type AfterFailure, dockerLogin, HUB_KEY } from '../../src/clients/docker-credential.js';
import type { CredentialChoice, CredentialRef } from '../../src/plan/nodes.js';
import { nodesOf } from '../../src/plan/visit.js';
import { planOf } from './a-client.js';
import { aHost } from './a-host.js';

const CONFIG = '/root/.docker/config.json';
const base64 = (text: string): string => Buffer.from(text).toString('base64');
const entry = { auth: base64('file_user:file_pass') };

/** A credential with what comes after each answer of its helper, as one line. */
function told(choice: CredentialChoice | null | undefined): string {
  if (choice == null) return 'nobody';
  if (choice.kind === 'stop') return `stop: ${choice.because}`;
  const { helper } = choice;
  if (helper === undefined) return choice.matchedKey ?? '';
  const failed = helper.failed === undefined ? told(helper.none) : told(helper.failed);
  const name = helper.program.replace('docker-credential-', '');
  return `${name}(${helper.server})${helper.absent === true ? ' absent' : ''}, none: ${told(helper.none)}, fails: ${helper.forgives === true ? '' : 'error unless '}${failed}`;
}

function login(
  config: unknown,
  key: string,
  programs: readonly string[] = ['test'],
  after: AfterFailure = 'entry',
): CredentialRef | null {
  const files = {
    [CONFIG]: JSON.stringify(config),
    ...Object.fromEntries(programs.map((name) => [`/usr/bin/docker-credential-${name}`, ''])),
  };
  return dockerLogin(aHost(files), CONFIG, key, after).credential;
}

// docker/cli cli/config/configfile/file_test.go: TestGetAllCredentials…, TestLoadFromReaderWithUsernamePassword; cli/config/credentials: file_store_test.go, native_store_test.go.
describe('which store has the word', () => {
  const host = 'example.com';
  test.each<[string, unknown, string, string]>([
    ['the file alone', { auths: { [`${host}/foo`]: entry } }, `${host}/foo`, `${host}/foo`],
    ['user name and password in plain', { auths: { [host]: { username: 'u', password: 'p' } } }, host, host],
    ['a store for all', { credsStore: 'test' }, host, `test(${host}), none: nobody, fails: nobody`],
    [
      'a helper of this registry',
      { credHelpers: { [host]: 'test' } },
      host,
      `test(${host}), none: nobody, fails: nobody`,
    ],
    ['a helper of another registry', { credHelpers: { 'other.test': 'test' }, auths: { [host]: entry } }, host, host],
    [
      'a helper before the store for all',
      { credHelpers: { [host]: 'test' }, credsStore: 'other' },
      host,
      `test(${host}), none: nobody, fails: nobody`,
    ],
    [
      'the store where the helper is another’s',
      { credHelpers: { 'other.test': 'other' }, credsStore: 'test' },
      host,
      `test(${host}), none: nobody, fails: nobody`,
    ],
    [
      'an empty helper takes the store away',
      { credHelpers: { [host]: '' }, credsStore: 'test', auths: { [host]: entry } },
      host,
      host,
    ],
    [
      'a store before the file, which counts where it fails',
      { credsStore: 'test', auths: { [host]: entry } },
      host,
      `test(${host}), none: nobody, fails: ${host}`,
    ],
    [
      'a store that is not there',
      { credsStore: 'gone', auths: { [host]: entry } },
      host,
      `gone(${host}) absent, none: nobody, fails: ${host}`,
    ],
    ['Docker Hub by its URL', { auths: { [HUB_KEY]: entry } }, HUB_KEY, HUB_KEY],
    ['a URL as key', { auths: { 'https://example.com/v1/': entry } }, host, 'https://example.com/v1/'],
    ['an http URL as key', { auths: { 'http://example.com': entry } }, host, 'http://example.com'],
    ['the key as it is before a URL', { auths: { 'https://example.com/v1/': entry, [host]: entry } }, host, host],
    ['another path', { auths: { [`${host}/foo`]: entry } }, host, `${host}/foo`],
    ['another port', { auths: { [`${host}:5000`]: entry } }, host, 'nobody'],
    ['an identity token alone', { auths: { [host]: { identitytoken: 't' } } }, host, host],
    ['nothing', {}, host, 'nobody'],
  ])('%s', (_case, config, key, expected) => {
    const found = told(login(config, key)).replace('error unless ', '');
    expect(found).toBe(expected);
  });

  test('other programs end with the error of a helper', () => {
    const config = { credsStore: 'test', auths: { [host]: entry } };
    expect(told(login(config, host, ['test'], 'error'))).toBe(
      `test(${host}), none: nobody, fails: error unless nobody`,
    );
    expect(told(login(config, host, ['test'], 'nothing'))).toBe(`test(${host}), none: nobody, fails: nobody`);
  });
});

// docker/cli cli/config/configfile/file_test.go: TestGetAllCredentialsFromEnvironment, TestParseEnvConfig.
describe('logins in DOCKER_AUTH_CONFIG', () => {
  const env = { auth: base64('env_user:env_pass') };
  const of = (value: unknown) => ({ [AUTH_VARIABLE]: typeof value === 'string' ? value : JSON.stringify(value) });
  test.each<[string, unknown, string | null]>([
    ['a login', { auths: { 'reg:5000': env } }, 'env_user:env_pass'],
    ['another key', { auths: { 'https://reg:5000': env } }, null],
    ['no JSON', 'junk', null],
    ['empty', '', null],
    ['two documents', '{} {}', null],
    ['another field beside auths', { auths: { 'reg:5000': env }, credsStore: 'x' }, null],
    ['another field in an entry', { auths: { 'reg:5000': { ...env, username: 'x' } } }, null],
    ['an entry without auth spoils all', { auths: { 'reg:5000': env, other: {} } }, null],
    ['bad base64 spoils all', { auths: { 'reg:5000': env, other: { auth: '!' } } }, null],
    ['no user name', { auths: { 'reg:5000': { auth: base64(':x') } } }, null],
    ['wrong types', { auths: [] }, null],
  ])('%s', (_case, value, expected) => {
    const environment = of(value);
    const found = variableCredential(environment, 'reg:5000');
    const secret = found === null ? null : variableSecret(environment, found.id);
    expect(secret === null ? null : `${secret.username}:${secret.password}`).toBe(expected);
  });

  const asked = (version: string) =>
    planOf(DOCKER, {
      reference: 'reg:5000/a:1',
      version,
      files: { [CONFIG]: JSON.stringify({ auths: { other: entry } }) },
      host: { environment: of({ auths: { 'reg:5000': env } }) },
    });

  test('go before the files from 28.3 on', () => {
    const ids = [...nodesOf(asked('28.3.0').root)].flatMap((node) =>
      node.kind === 'follow' && 'rule' in node ? [node.rule?.credential?.id] : [],
    );
    expect(ids).toContain('environment:DOCKER_AUTH_CONFIG#/auths/reg:5000');
  });

  test('are a near miss before', () => {
    const { observations, root } = asked('28.2.2');
    expect(observations).toMatchObject([{ code: 'auth-near-miss', text: expect.stringContaining('from 28.3.0 on') }]);
    expect(JSON.stringify([observations, root])).not.toContain(env.auth);
  });
});
