import { describe, expect, test } from 'vitest';
import { pasteLines } from '../../src/report/text/paste.js';
import { aFix } from './a-report.js';

describe('a fix as lines to paste', () => {
  test('a file is moved aside to be removed', () => {
    const fix = aFix({ files: [{ path: '/etc/x.conf', action: 'remove', content: null, edits: [] }] });
    expect(pasteLines(fix, '/')).toEqual(['mv /etc/x.conf /etc/x.conf.disabled']);
  });

  test('a key of an auth file is copied without its secret being shown', () => {
    const fix = aFix({
      files: [
        {
          path: '/root/auth.json',
          action: 'edit',
          content: null,
          edits: [{ pointer: '/auths/reg:5000', from: '/auths/reg~1a' }],
        },
      ],
    });
    expect(pasteLines(fix, '/')?.join('\n')).toContain('setpath(["auths","reg:5000"]; getpath(["auths","reg/a"]))');
  });

  test.each([
    ['an escape sequence', 'x\u001b[31m\n'],
    ['a mark that turns letters around', '# \u202e\n'],
    ['the mark that ends a block', 'x\nREGDOCTOR_EOF\nrm -rf /\n'],
  ])('content with %s is never shown', (_name, content) => {
    const fix = aFix({ files: [{ path: '/etc/x.conf', action: 'write', content, edits: [] }] });
    expect(pasteLines(fix, '/')).toBeNull();
  });
});
