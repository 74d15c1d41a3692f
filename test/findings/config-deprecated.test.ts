import { describe, expect, test } from 'vitest';
import type { Observation } from '../../src/clients/client.js';
import { NAME } from '../trust/authorities.js';
import { aDaemon, CONF } from './support/a-daemon.js';
import { tcpFact } from './support/facts.js';
import { ADDRESS, check, evidence, plainHttp, proven } from './support/network.js';

const NEW_FORM = '# new form\n';
const seen = (cure: Observation['cure']): Observation => ({
  code: 'config-deprecated',
  source: { kind: 'file', name: CONF, line: 1, says: `http ${NAME}:5000` },
  text: 'the form of this line is gone in version 2.',
  meant: 'insecure',
  cure,
});
const reference = `${NAME}:5000/app:1`;
const world = { reference, tcp: { [`${ADDRESS}:5000`]: tcpFact() }, tls: () => plainHttp() };

describe('config-deprecated', () => {
  test('the pull works only thanks to it: a warning that shows what follows without it', () => {
    const { primary, found, outcome } = check({
      ...world,
      program: aDaemon({ observe: () => [seen([])] }),
      files: { [CONF]: `http ${NAME}:5000\n` },
    });
    expect(outcome).toBe('ok');
    expect(found).toHaveLength(1);
    expect(primary).toMatchObject({
      code: 'config-deprecated',
      severity: 'warning',
      location: { path: CONF, line: 1 },
    });
    expect(evidence(primary)).toContain(
      `without ${CONF}, containerd fails: http: server gave HTTP response to HTTPS client`,
    );
    expect(primary?.nextStep).toContain('it works now, and has no effect after the update');
  });

  test('with the new form at hand: proven, and the old line is gone', () => {
    const observe = ({ host }: { host: { files: { read(path: string): { kind: string; text?: string } } } }) =>
      host.files.read(CONF).text?.startsWith(NEW_FORM) === true
        ? []
        : [seen([{ path: CONF, content: `${NEW_FORM}http ${NAME}:5000\n` }])];
    const { primary } = check({ ...world, program: aDaemon({ observe }), files: { [CONF]: `http ${NAME}:5000\n` } });
    expect(proven(primary)).toMatchObject([
      { files: [{ path: CONF, content: `${NEW_FORM}http ${NAME}:5000\n` }], proof: { after: { outcome: 'ok' } } },
    ]);
  });

  test('a cure that leaves the old line is none', () => {
    const observe = () => [seen([{ path: CONF, content: `http ${NAME}:5000\n` }])];
    const { primary } = check({ ...world, program: aDaemon({ observe }), files: { [CONF]: `http ${NAME}:5000\n` } });
    expect(primary?.code).toBe('config-deprecated');
    expect(proven(primary)).toEqual([]);
  });

  test.each([
    ['the pull works without it', {}],
    ['the pull fails anyway', { http: () => undefined, tcp: {}, reference }],
  ])('no warning where %s', (_, more) => {
    const { found } = check({
      program: aDaemon({ observe: () => [seen([])] }),
      files: { [CONF]: `http other\n` },
      ...more,
    });
    expect(found.find(({ code }) => code === 'config-deprecated')?.severity).toBe('info');
  });
});
