import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import schema from '../../../docs/report.schema.json' with { type: 'json' };
import { FORMS } from '../../../src/report/forms.js';
import { createHostRedactor } from '../../../src/report/redact/redact-hosts.js';
import { aReport } from '../a-report.js';
import { foundIn, originalsOf, planted, reportOf } from './planted.js';

const validate = new Ajv2020({ strict: false, validateFormats: false }).compile(schema);
const text = { width: 100, colour: false, unicode: true, verbose: true } as never;
const redact = (line: string) => createHostRedactor().text(line);

describe('createHostRedactor', () => {
  test('no host, address or user is left in any form', async () => {
    const forms = await Promise.all(Object.values(FORMS).map((form) => form.load()));
    fc.assert(
      fc.property(planted, (names) => {
        const report = reportOf(names);
        const originals = originalsOf(names);
        expect(foundIn(JSON.stringify(report), originals)).toEqual(originals);
        const shown = createHostRedactor().report(report);
        expect(validate(shown), JSON.stringify(validate.errors)).toBe(true);
        for (const render of [...forms, ([each]: readonly unknown[]) => JSON.stringify(each)])
          expect(foundIn(render([shown], { text, isFile: true }), originals)).toEqual([]);
      }),
      { numRuns: 60, endOnFailure: true },
    );
  });

  test('the same original has the same words in every report of a run, and another one others', () => {
    fc.assert(
      fc.property(planted, planted, (one, other) => {
        fc.pre(one.host !== other.host && one.four !== other.four);
        const redactor = createHostRedactor();
        const first = redactor.report(reportOf(one));
        const second = redactor.report(reportOf({ ...other, mirror: one.host, nameServer: one.four }));
        expect(redactor.report(reportOf(one))).toEqual(first);
        expect(second.reference.registry).not.toBe(first.reference.registry);
        expect(JSON.stringify(second)).toContain(first.reference.registry?.replace(':5000', ''));
      }),
      { numRuns: 20 },
    );
  });

  test('the report goes in unchanged, and says in it that names were replaced', () => {
    const report = aReport();
    const before = structuredClone(report);
    const shown = createHostRedactor().report(report);
    expect(report).toEqual(before);
    expect(shown.notes.join()).toContain('--redact-hosts');
  });

  test('what is no name stays: codes, versions, times, digests, paths, words', () => {
    const { findings, clients, startedAt, tool, verdict } = createHostRedactor().report(aReport());
    expect({ startedAt, tool, verdict }).toEqual({
      startedAt: aReport().startedAt,
      tool: aReport().tool,
      verdict: 'degraded',
    });
    expect(findings[0]).toMatchObject({
      code: 'fallback-delay',
      title: 'host-1.host-2.example:443 never answers, so every pull waits 30 s before plain HTTP on port 80 is tried',
      location: { path: '/etc/containers/registries.conf', line: 3 },
    });
    expect(clients[0]?.attempts[3]?.url).toBe(
      `http://host-1.host-2.example/v2/repo-1/repo-2/manifests/sha256:${'a'.repeat(64)}`,
    );
  });
});

describe('what a text becomes', () => {
  test.each([
    ['registry.registry.svc.cluster.local:443', 'host-1.host-1.svc.cluster.local:443'],
    ['https://registry:5000/v2/ and the registry', 'https://host-1:5000/v2/ and the registry'],
    ['localhost:5000 at 127.0.0.1, [::1]:443 and 127.0.0.53', 'localhost:5000 at 127.0.0.1, [::1]:443 and 127.0.0.53'],
    ['docker.io, registry-1.docker.io, quay.io', 'docker.io, registry-1.docker.io, quay.io'],
    ['123456.dkr.ecr.eu-west-1.amazonaws.com', 'host-1.dkr.ecr.host-2.amazonaws.com'],
    ['acmecorp.azurecr.io', 'host-1.azurecr.io'],
    ['10.1.2.3 in 10.1.0.0/16 and 10.0.0.0/8', '198.18.0.1 in 198.18.0.2/16 and 10.0.0.0/8'],
    ['8.8.4.4 and 192.0.2.1', '192.0.2.2 and 192.0.2.3'],
    ['2A02:0:0::0007 is 2a02::7', '2001:db8::1 is 2001:db8::1'],
    ['fd12::7 fe80::7%eth0 ::ffff:10.1.2.3', 'fd00:db8::1 fe80::1 ::ffff:198.18.0.1'],
    ['7.2.1.10.in-addr.arpa', '1.0.18.198.in-addr.arpa'],
    ['169.254.169.254', '169.254.169.254'],
    ['/home/jdoe/.docker/config.json', '/home/user-1/.docker/config.json'],
    ['jane.doe@acmecorp.com', 'user-1@host-1.example'],
    ['repository%3Asecretproject%2Fapp%3Apull', 'repository%3Arepo-1%2Frepo-2%3Apull'],
    ['docker.io/library/nginx', 'docker.io/library/repo-1'],
    [
      '/etc/containers/certs.d/reg.acmecorp.com:5000/ca.crt',
      '/etc/containers/certs.d/host-1.host-2.example:5000/ca.crt',
    ],
    ['sha256 5F:11:22:33:44:55:66:77:88:99:AA', 'sha256 name-1'],
    ['ip-10-1-2-3 of node 7', 'name-1 of node 7'],
    [
      'no names: 12:30:45, v1.28.2, 30.1 s, 2026-11-22T14:45:42.259Z',
      'no names: 12:30:45, v1.28.2, 30.1 s, 2026-11-22T14:45:42.259Z',
    ],
    ['application/vnd.oci.image.index.v1+json', 'application/vnd.oci.image.index.v1+json'],
    ['plugins."io.containerd.grpc.v1.cri".registry', 'plugins."io.containerd.grpc.v1.cri".registry'],
  ])('%s', (line, shown) => {
    expect(redact(line)).toBe(shown);
  });

  test('never throws and never takes long on any text', () => {
    const hostile = [
      'a.'.repeat(5000),
      ':'.repeat(5000),
      '/a'.repeat(5000),
      '%41'.repeat(3000),
      `//${'a'.repeat(5000)}`,
      '@'.repeat(5000),
      'a-'.repeat(5000),
      '1.'.repeat(5000),
    ];
    for (const line of hostile) expect(() => redact(line)).not.toThrow();
    fc.assert(fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), (line) => void redact(line)));
  });
});
