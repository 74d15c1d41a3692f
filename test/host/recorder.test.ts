import { describe, expect, test } from 'vitest';
import { memoryFiles } from '../../src/host/memory-files.js';
import { filesFromRecord, recordFiles } from '../../src/host/recorder.js';
import { redactRecord } from '../../src/host/redact-record.js';

describe('recordFiles', () => {
  const base = memoryFiles(
    { '/etc/a': 'a', '/etc/b': 'b' },
    { unreadable: { '/etc/x': 'open /etc/x: permission denied' } },
  );

  test('a record, saved as JSON and read again, gives the same answers', () => {
    const { files, record } = recordFiles(base);
    const asked = ['/etc/a', '/etc', '/etc/none', '/etc/x', '/etc/../etc/b'];
    const answers = asked.map((path) => [files.read(path), files.list(path)]);
    const again = filesFromRecord(JSON.parse(JSON.stringify(record())));
    expect(asked.map((path) => [again.read(path), again.list(path)])).toEqual(answers);
  });

  test('what was never asked about is absent', () => {
    const { files, record } = recordFiles(base);
    files.read('/etc/a');
    const again = filesFromRecord(record());
    expect(again.read('/etc/b')).toEqual({ kind: 'absent' });
    expect(again.list('/etc/a')).toEqual({ kind: 'absent' });
    expect(Object.keys(record())).toEqual(['/etc/a']);
  });

  test('a run sees one state of the disk', () => {
    let text = 'first';
    const { files } = recordFiles({ read: () => ({ kind: 'file', text, bytes: 5 }), list: () => ({ kind: 'absent' }) });
    files.read('/x');
    text = 'later';
    expect(files.read('/x')).toMatchObject({ text: 'first' });
  });

  test('a redacted record holds no secret', () => {
    const auth = Buffer.from('me:s3cret').toString('base64');
    const { files, record } = recordFiles(
      memoryFiles({ '/root/.docker/config.json': `{"auths":{"r":{"auth":"${auth}"}}}` }),
    );
    files.read('/root/.docker/config.json');
    const redacted = JSON.stringify(redactRecord(record()));
    expect(redacted).not.toContain(auth);
    expect(redacted).toContain(Buffer.from('redacted:redacted').toString('base64'));
  });
});
