import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { type Ground, inspect } from '../../src/apply/inspect.js';
import type { SavedInputs } from '../../src/check/inputs.js';
import { redactRecord } from '../../src/host/redact-record.js';
import { rootFiles } from '../../src/host/root-files.js';
import type { ReportFix } from '../../src/report/schema.js';

const AUTH = '/root/.docker/config.json';
const LOGIN = Buffer.from('me:s3cret').toString('base64');

let base = '';
beforeEach(() => {
  base = mkdtempSync(join(tmpdir(), 'regdoctor-inspect-'));
  onTestFinished(() => rmSync(base, { recursive: true, force: true }));
  mkdirSync(join(base, 'root/.docker'), { recursive: true });
});

/** The machine with one file, and a report that was made from `then`, as reports keep files. */
function ground(path: string, now: string | Buffer, then: string | null = now.toString()): Ground {
  mkdirSync(dirname(join(base, path)), { recursive: true });
  writeFileSync(join(base, path), now);
  const read =
    then === null ? ({ kind: 'absent' } as const) : ({ kind: 'file', text: then, bytes: then.length } as const);
  const inputs = { files: redactRecord({ [path]: { read, list: null } }), flags: { authFile: null }, environment: {} };
  return { base, disk: rootFiles(base), inputs: inputs as unknown as SavedInputs };
}

type FixFile = ReportFix['files'][number];
const COPY: FixFile = { path: AUTH, action: 'edit', content: null, edits: [{ from: '/auths/a', pointer: '/auths/b' }] };

function auth(login: string): string {
  return JSON.stringify({ auths: { a: { auth: login } } });
}

describe('a file of a fix', () => {
  test('with a login is copied inside itself, and the login is in nothing that is told', () => {
    const found = inspect(COPY, ground(AUTH, auth(LOGIN)));
    if ('error' in found) throw new Error(found.error);
    expect(found.file).toMatchObject({ state: 'changed', diff: [], edits: COPY.edits });
    expect(JSON.stringify(found.file)).not.toContain(LOGIN);
    expect(found.change?.content?.toString()).toBe(`{"auths":{"a":{"auth":"${LOGIN}"},"b":{"auth":"${LOGIN}"}}}`);
  });

  test('with another password by now is still the file that was read', () => {
    const later = Buffer.from('me:other').toString('base64');
    expect(inspect(COPY, ground(AUTH, auth(later), auth(LOGIN)))).toMatchObject({ file: { state: 'changed' } });
  });

  test.each(['redacted', 'cmVkYWN0ZWQ6cmVkYWN0ZWQ=', '[private key removed]', '# [comment removed]'])(
    'is not written with what stands for something in a report: %s',
    (mark) => {
      const fix: FixFile = { path: AUTH, action: 'write', content: `x ${mark}\n`, edits: [] };
      expect(inspect(fix, ground(AUTH, auth(LOGIN)))).toEqual({
        error: `${AUTH}: the new content came through a report that left things out`,
      });
    },
  );

  test('with a login that goes shows the line without it', () => {
    const fix: FixFile = { path: AUTH, action: 'write', content: '{}\n', edits: [] };
    const found = inspect(fix, ground(AUTH, auth(LOGIN)));
    expect(found).toMatchObject({ file: { state: 'changed' } });
    if ('error' in found) throw new Error(found.error);
    expect(found.file.diff.join('\n')).toMatch(/^@@ -1 \+1 @@\n-\{"auths":/);
    expect(JSON.stringify(found.file)).not.toContain(LOGIN);
  });

  test('that is gone or was never there is not edited', () => {
    const here = ground(AUTH, auth(LOGIN));
    rmSync(join(base, AUTH));
    expect(inspect(COPY, here)).toEqual({ error: `${AUTH}: it is not there` });
  });

  test('that nobody had read is not written over', () => {
    const fix: FixFile = { path: '/root/x.conf', action: 'write', content: 'new\n', edits: [] };
    expect(inspect(fix, ground('/root/x.conf', 'mine\n', null))).toEqual({
      error: '/root/x.conf was not there when the report was made',
    });
  });

  test('that is no UTF-8 is not written anew', () => {
    const bytes = Buffer.from([0x23, 0xe9, 0x0a]);
    const fix: FixFile = { path: '/root/x.conf', action: 'write', content: 'new\n', edits: [] };
    expect(inspect(fix, ground('/root/x.conf', bytes))).toEqual({
      error: '/root/x.conf is not UTF-8 text: change it by hand',
    });
  });

  test('with comments is still the file that was read, though reports hold none', () => {
    const before = '# ours since 2019\nserver = "http://reg:5000"\n';
    const path = '/etc/containerd/certs.d/reg:5000/hosts.toml';
    const fix: FixFile = { path, action: 'write', content: before.replace('http:', 'https:'), edits: [] };
    const found = inspect(fix, ground(path, before));
    expect(found).toMatchObject({ file: { state: 'changed' } });
    expect(JSON.stringify(found)).toContain('ours since 2019');
  });

  test('shows no password of a URL that stays where it is', () => {
    const before = 'proxy = "http://me:s3cret@proxy"\na = 1\n';
    const fix: FixFile = { path: '/root/x.conf', action: 'write', content: before.replace('1', '2'), edits: [] };
    const found = inspect(fix, ground('/root/x.conf', before));
    expect(found).toMatchObject({ file: { state: 'changed' } });
    if ('error' in found) throw new Error(found.error);
    expect(JSON.stringify(found.file)).not.toContain('s3cret');
  });
});
