import { describe, expect, test } from 'vitest';
import { AUTH_FILE, basicRegistry, IMAGE, openRegistry, REGISTRY } from '../findings/rows/registry.js';
import { httpFact, pageFact } from '../findings/support/facts.js';
import { examine } from '../findings/support/world.js';

describe('what a client would meet', () => {
  test('a helper program is not run, so what comes after it is unknown', () => {
    const { cases, asked } = examine({
      reference: IMAGE,
      files: {
        [AUTH_FILE]: JSON.stringify({ credHelpers: { [REGISTRY]: 'vault' } }),
        '/usr/bin/docker-credential-vault': '',
      },
      world: basicRegistry('any'),
    });
    expect(cases[0]?.walk.unknowns).toEqual([
      {
        what: 'manifest at https://reg.example:5000/v2/team/app/manifests/1',
        why: 'the credential comes from docker-credential-vault, and regdoctor runs no helper programs',
        needed: '--creds with the same account',
      },
    ]);
    expect(asked.some((key) => key.kind === 'http' && key.authorization !== null)).toBe(false);
  });

  test.each([
    ['a web page', pageFact(200, 'Hello'), "invalid character '<' looking for beginning of value"],
    [
      'a text',
      httpFact(200, { bodyBytes: 5, bodyStart: 'hello' }),
      "invalid character 'h' looking for beginning of value",
    ],
    ['a manifest without its type', httpFact(200, { bodyBytes: 5, bodyStart: '{"schemaVersion": 2' }), null],
  ])('a manifest that is %s', (_, answer, text) => {
    const [first] = examine({ reference: IMAGE, world: openRegistry(() => answer) }).cases;
    expect(first?.walk.failure?.text ?? null).toBe(text);
  });
});
