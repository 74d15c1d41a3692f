import { describe, expect, test } from 'vitest';
import {
  type CrioConfig,
  crioConfig,
  crioInsecurity,
  crioShortNameMode,
  observeCrio,
} from '../../../src/clients/containers-image/crio-config.js';
import { machine } from './registries/machine.js';

const MAIN = '/etc/crio/crio.conf';

function load(files: Readonly<Record<string, string>>): CrioConfig {
  const result = crioConfig(machine(files));
  if (!result.ok) throw new Error(result.text);
  return result.config;
}

describe('crio.conf', () => {
  test('drop-ins win key by key, in path order, also below', () => {
    const config = load({
      [MAIN]:
        '[crio.image]\nglobal_auth_file = "/a.json"\ninsecure_registries = ["a.test"]\npause_image = "p.test/pause:3"\n',
      '/etc/crio/crio.conf.d/10.conf': '[crio.image]\nglobal_auth_file = "/b.json"\n',
      '/etc/crio/crio.conf.d/20/x': '[crio.image]\n\ninsecure_registries = ["b.test:5000", "10.0.0.0/8"]\n',
    });
    expect(config.globalAuthFile).toMatchObject({
      value: '/b.json',
      source: { name: '/etc/crio/crio.conf.d/10.conf', line: 2 },
    });
    expect(config.pauseImage?.value).toBe('p.test/pause:3');
    expect(config.insecureRegistries.map((each) => each.value)).toEqual(['b.test:5000', '10.0.0.0/8']);
    expect(config.insecureRegistries[0]?.source).toMatchObject({ name: '/etc/crio/crio.conf.d/20/x', line: 3 });
  });

  test('nothing there, and nonsense there', () => {
    expect(load({})).toMatchObject({ insecureRegistries: [], shortNameMode: null, filesRead: [] });
    expect(load({ [MAIN]: 'crio = 1\n' }).insecureRegistries).toEqual([]);
    expect(crioConfig(machine({ [MAIN]: '[crio\n' }))).toMatchObject({ ok: false, source: { name: MAIN } });
  });

  test('insecure up to 1.34: names, networks and loopback; from 1.35 nothing', () => {
    const config = load({ [MAIN]: '[crio.image]\ninsecure_registries = ["a.test:5000", "fd00::/8"]\n' });
    const rule = crioInsecurity(config, 34);
    expect(rule.names.map((each) => each.value)).toEqual(['a.test:5000']);
    expect(rule.networks.map((each) => each.value)).toEqual(['fd00::/8', '127.0.0.0/8']);
    expect(crioInsecurity(config, 35)).toEqual({ names: [], networks: [] });
    expect(observeCrio(config, 35)).toMatchObject([
      {
        meant: 'insecure',
        source: { line: 2 },
        cure: [{ content: '[[registry]]\nlocation = "a.test:5000"\ninsecure = true\n' }],
      },
    ]);
    expect(observeCrio(config, 34)).toMatchObject([{ code: 'config-deprecated' }]);
    expect(observeCrio(load({}), 35)).toEqual([]);
  });

  test('short-name mode of its own from 1.34 on', () => {
    expect(crioShortNameMode(load({}), 33)).toBeNull();
    expect(crioShortNameMode(load({}), 34)).toBe('enforcing');
    expect(crioShortNameMode(load({ [MAIN]: '[crio.image]\nshort_name_mode = "disabled"\n' }), 36)).toBe('disabled');
  });
});
