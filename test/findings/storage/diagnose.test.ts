import { describe, expect, test } from 'vitest';
import { STORAGE_RULES } from '../../../src/findings/storage/catalogue.js';
import { CONTAINER_CAPABILITIES } from '../../../src/findings/storage/container-step.js';
import { diagnoseStorage } from '../../../src/findings/storage/diagnose.js';
import { prescribeStorage } from '../../../src/fixes/storage/prescribe.js';
import { aPlace, aTry, type Differs, failed, storageFacts } from '../../support/storage.js';
import { FINE, ROWS } from './rows.js';

const letters = { works: 'w', fails: 'f', unknown: '?' } as const;

describe('storage', () => {
  test.each(ROWS)('$name', ({ differs, cause, code, outcomes, tells, fix }) => {
    const { prospects, findings } = diagnoseStorage(storageFacts(differs));
    expect(prospects.map(({ outcome }) => letters[outcome]).join('')).toBe(outcomes);
    const [finding] = findings;
    expect(finding).toMatchObject({ cause, code, severity: 'error' });
    if (finding === undefined) return;
    const told = [finding.title, ...finding.evidence].join('\n');
    for (const words of tells) expect(told).toContain(words);
    expect(finding.nextStep).not.toBe('');
    const [first] = prescribeStorage(finding);
    if (fix === null) expect(first).toBeUndefined();
    else expect([...(first?.commands ?? []), first?.pod?.yaml ?? ''].join('\n')).toContain(fix);
  });

  test.each(FINE)('works: %s', (_, differs, driver) => {
    const { prospects, findings, unknown } = diagnoseStorage(storageFacts(differs));
    expect(prospects.map(({ outcome }) => outcome)).toEqual(['works', 'works', 'works', 'works']);
    expect(new Set(prospects.map((each) => each.driver))).toEqual(new Set([driver]));
    expect({ findings, unknown }).toEqual({ findings: [], unknown: [] });
  });

  test('new ids lie after those that others have', () => {
    const range = (path: string) => ({ path, ranges: [], end: 165_536 });
    const rights = { uid: 1000, user: 'rv', uidMap: [{ inside: 0, outside: 0, count: 4_294_967_295 }] };
    const tries = [aTry({ kind: 'single', chown: failed('chown: c: Invalid argument') })];
    const facts = storageFacts({
      rights,
      store: { tries },
      facts: { subordinate: { uid: range('/etc/subuid'), gid: range('/etc/subgid') } },
    });
    const [fix] = diagnoseStorage(facts).findings.flatMap(prescribeStorage);
    expect(fix?.commands).toEqual(['echo rv:165536:65536 | tee -a /etc/subuid /etc/subgid']);
  });

  test('each cause has one rule', () => {
    const causes = STORAGE_RULES.flatMap((rule) => rule.causes);
    expect(new Set(causes).size).toBe(causes.length);
    for (const { cause } of ROWS) expect(causes).toContain(cause);
  });

  test('a fix that was tried is only printed where its end was seen', () => {
    // Copies need files to be given away, and that was refused.
    const chown = failed('chown: c: Operation not permitted');
    const facts = storageFacts({ store: { tries: [aTry({ overlay: failed('mknod'), fuse: failed('no'), chown })] } });
    const fixes = diagnoseStorage(facts).findings.flatMap(prescribeStorage);
    expect(fixes.flatMap(({ commands }) => commands)).not.toContain('export STORAGE_DRIVER=vfs');
    expect(fixes.filter(({ proof }) => proof.kind === 'tried')).toEqual([]);
  });

  test('what could not be tried is unknown, never fine', () => {
    const made = { outcome: 'not tried', says: 'unshare is not on the PATH' } as const;
    const { prospects, unknown } = diagnoseStorage(storageFacts({ store: { tries: [aTry({ made })] } }));
    expect(prospects.every(({ outcome }) => outcome === 'unknown')).toBe(true);
    expect(unknown[0]).toMatchObject({ what: 'buildah pull', why: 'unshare is not on the PATH' });
  });

  test('an older podman and limits that it may not raise: podman run is unknown, unless containers.conf sets them', () => {
    const rights = {
      capabilities: [...CONTAINER_CAPABILITIES, 'SYS_ADMIN'],
      limits: { openFiles: 20_000, processes: null },
    };
    const store = { tries: [aTry({ kind: 'none' })] };
    const outcome = (facts: NonNullable<Differs['facts']>) =>
      diagnoseStorage(storageFacts({ rights, store, facts }))
        .prospects.map((each) => letters[each.outcome])
        .join('');
    expect(outcome({})).toBe('www?');
    expect(outcome({ containers: { bindsProc: true, setsLimits: true } })).toBe('wwww');
  });

  test('no driver asked for, and overlay refused: releases differ, so nothing is said', () => {
    const facts = storageFacts({
      settings: { driver: null },
      facts: { programs: {} },
      store: { tries: [aTry({ overlay: failed('mknod') })] },
    });
    expect(diagnoseStorage(facts).prospects.map(({ outcome }) => outcome)).toContain('unknown');
    expect(diagnoseStorage(facts).prospects.map(({ outcome }) => outcome)).not.toContain('works');
  });

  test('programs that are not installed are judged and said to be missing', () => {
    const facts = storageFacts();
    const absent = { ...facts, clients: facts.clients.map((client) => ({ ...client, path: null, version: null })) };
    const { prospects, unknown } = diagnoseStorage(absent);
    expect(prospects.map(({ outcome, installed }) => `${outcome} ${installed}`)).toContain('works false');
    expect(unknown.map(({ what }) => what)).toEqual(['buildah and podman']);
    const refused = storageFacts({ store: { tries: [aTry({ made: failed('no') })] } });
    const clients = refused.clients.map((client) => ({ ...client, path: null }));
    // Nobody who is here fails.
    expect(diagnoseStorage({ ...refused, clients }).findings).toMatchObject([{ severity: 'warning' }]);
  });

  test('room for small images only is a warning, and only where something works', () => {
    const scant = { freeBytes: 300_000_000 };
    const { findings } = diagnoseStorage(storageFacts({ store: { places: [aPlace(scant)] } }));
    expect(findings).toMatchObject([{ code: 'storage-no-space', severity: 'warning' }]);
    const refused = { places: [aPlace(scant)], tries: [aTry({ made: failed('no') })] };
    expect(diagnoseStorage(storageFacts({ store: refused })).findings.map(({ code }) => code)).toEqual([
      'storage-permission-userns',
    ]);
  });
});
