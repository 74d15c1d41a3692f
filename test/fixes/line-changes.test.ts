import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fileDraft } from '../../src/fixes/file-drafts.js';
import { lineChanges } from '../../src/fixes/line-changes.js';
import { memoryFiles } from '../../src/host/memory-files.js';

const lines = fc.array(fc.constantFrom('a', 'b', 'c', ''), { maxLength: 8 });

test('changes turn one text into the other', () => {
  fc.assert(
    fc.property(lines, lines, (before, after) => {
      const text: string[] = [...before];
      const changes = lineChanges(before.join('\n'), after.join('\n')) ?? [];
      const source = before.join('\n').split('\n');
      text.splice(0, text.length, ...source);
      for (const { after: at, removed, added } of changes.toReversed()) {
        expect(text.slice(at, at + removed.length)).toEqual(removed);
        text.splice(at, removed.length, ...added);
      }
      expect(text.join('\n')).toBe(after.join('\n'));
    }),
  );
});

test('what is too long to compare is not compared', () => {
  expect(lineChanges('x\n'.repeat(2000), '')).toBeNull();
});

test('the printed commands, run by a shell, make the new file', () => {
  const before = 'mirrors:\n  a:\n    endpoint: [x]\nconfigs:\n  a:\n    auth:\n      password: canary\nend\n';
  const after =
    "mirrors:\n  a:\n    endpoint: ['http://a']\n  b: {}\nconfigs:\n  a:\n    auth:\n      password: canary\nnew end\n";
  const directory = mkdtempSync(join(tmpdir(), 'regdoctor-'));
  try {
    const path = join(directory, 'registries.yaml');
    writeFileSync(path, before);
    const draft = fileDraft(memoryFiles({ [path]: before }), [{ path, content: after }]);
    expect(draft).toMatchObject({ files: [], change: { files: [{ path, content: after }] } });
    expect(draft?.commands.join()).not.toContain('canary');
    for (const command of draft?.commands ?? []) execFileSync('sh', ['-c', command], { timeout: 5000 });
    expect(readFileSync(path, 'utf8')).toBe(after);
  } finally {
    rmSync(directory, { recursive: true });
  }
});

test('lines after the last one are put in too', () => {
  const before = 'auth:\n  password: canary\n';
  const after = `${before}\n[tls]\n  ca_file = "/etc/ca.crt"\n`;
  const directory = mkdtempSync(join(tmpdir(), 'regdoctor-'));
  try {
    const path = join(directory, 'registries.yaml');
    writeFileSync(path, before);
    const draft = fileDraft(memoryFiles({ [path]: before }), [{ path, content: after }]);
    for (const command of draft?.commands ?? []) execFileSync('sh', ['-c', command], { timeout: 5000 });
    expect(readFileSync(path, 'utf8')).toBe(after);
  } finally {
    rmSync(directory, { recursive: true });
  }
});

test('a change that is itself a secret is not offered', () => {
  const files = memoryFiles({ '/etc/x.yaml': 'a: 1\n' });
  expect(fileDraft(files, [{ path: '/etc/x.yaml', content: 'a: 1\npassword: canary\n' }])).toBeNull();
});

test('of a file out of a saved report, whose comments and secrets were taken out, only the lines that change are shown', () => {
  const path = '/etc/rancher/k3s/registries.yaml';
  for (const mark of ['# [comment removed]', 'x: redacted']) {
    const before = `mirrors:\n  a: {}\n${mark}\nb: 1\n`;
    const draft = fileDraft(memoryFiles({ [path]: before }), [{ path, content: before.replace('b: 1', 'b: 2') }]);
    expect(draft?.files).toEqual([]);
    expect(draft?.commands).toEqual([`printf '%s\\n' 'b: 2' | sed -i -e '4r /dev/stdin' -e '4,4d' ${path}`]);
    expect(draft?.prose.join()).toMatch(/without its secrets and comments|holds credentials/);
  }
});
