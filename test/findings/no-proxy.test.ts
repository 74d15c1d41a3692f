import { describe, expect, test } from 'vitest';
import { nearMisses } from '../../src/findings/no-proxy.js';
import { usesProxy } from '../../src/plan/proxy.js';

const HOST = 'registry.team.svc.cluster.local';
const asked = { host: HOST, port: '5000', addresses: ['10.0.0.7'] };

describe('entries that were meant for the host', () => {
  test.each([
    ['10.0.0.0/8', /a network never covers a name/, null],
    ['10.0.0.7', /it is the address of/, null],
    [`${HOST}:443`, /it is for port 443, and port 5000 is asked/, HOST],
    [`https://${HOST}`, /a name, not a URL/, HOST],
    [`${HOST}/team`, /no path/, HOST],
    [`"${HOST}`, /quotation mark/, HOST],
    [`localhost ${HOST}`, /separated by commas/, `localhost,${HOST}`],
    [`.${HOST}`, /names below it and not the name itself/, HOST],
    ['*cluster.local', /a star counts only/, '.cluster.local'],
    ['.svc', /covers names that end in svc/, '.svc.cluster.local'],
  ])('%s', (entry, why, instead) => {
    const [miss, ...others] = nearMisses([entry], asked);
    expect(others).toEqual([]);
    expect(miss).toMatchObject({ entry, why: expect.stringMatching(why), instead });
    expect(usesProxy([entry], HOST, '5000')).toBe(true);
  });

  test('what is offered instead matches by the same rules', () => {
    for (const entry of [`${HOST}:443`, `https://${HOST}`, '.svc', `.${HOST}`]) {
      const [miss] = nearMisses([entry], asked);
      expect(usesProxy([miss?.instead ?? 'x'], HOST, '5000'), entry).toBe(false);
    }
  });
});

describe('entries about somebody else', () => {
  test.each(['other.test', '192.168.0.0/16', '192.168.0.1', '.example.com', '*.example.com', 'cluster', ''])(
    '%s',
    (entry) => {
      expect(nearMisses([entry], { ...asked, host: 'registry.test' })).toEqual([]);
    },
  );

  test('a hostile list costs nothing', () => {
    expect(nearMisses(['*'.repeat(5000), `${'a*'.repeat(120)}`, '['.repeat(300), '"'], asked)).toBeInstanceOf(Array);
  });
});
