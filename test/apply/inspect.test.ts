import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { type Ground, inspect } from '../../src/apply/inspect.js';
import type { SavedInputs } from '../../src/check/inputs.js';
import { redactFile } from '../../src/host/redact.js';
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
  writeFileSync(join(base, path), now);
  const text = then === null ? null : redactFile(path, then);
  const read = text === null ? { kind: 'absent' } : { kind: 'file', text, bytes: text.length };
  const inputs = { files: { [path]: { read, list: null } }, flags: { authFile: null }, environment: {} };
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

  test('with logins is never written whole', () => {
    const found = inspect({ ...COPY, action: 'write', content: '{}\n', edits: [] }, ground(AUTH, auth(LOGIN)));
    expect(found).toEqual({ error: `${AUTH}: it holds credentials and is never written whole: change it by hand` });
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

  test('shows no password of a URL that stays where it is', () => {
    const before = 'proxy = "http://me:s3cret@proxy"\na = 1\n';
    const fix: FixFile = { path: '/root/x.conf', action: 'write', content: before.replace('1', '2'), edits: [] };
    const found = inspect(fix, ground('/root/x.conf', before));
    expect(JSON.stringify(found)).not.toContain('s3cret');
  });
});
