import { describe, expect, test } from 'vitest';
import { IMAGE, openRegistry } from '../findings/rows/registry.js';
import { httpFact, pageFact } from '../findings/support/facts.js';
import { examine } from '../findings/support/world.js';

describe('what a client would meet', () => {
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
