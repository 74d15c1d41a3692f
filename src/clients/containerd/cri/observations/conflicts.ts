import type { Observation } from '../../../client.js';
import { withConfigPath } from '../edit-config.js';
import { settingAt, tableAt, textAt } from '../setting.js';
import { toHostsFiles } from '../to-hosts-files.js';
import { type CriLook, meantBy, observed } from './shared.js';

/** `config_path` beside `mirrors`, or (1.x) beside `configs.*.tls`: the plugin is not loaded. The cure writes them as hosts.toml. */
export function conflicts({ host, configuration, registry }: CriLook): Observation[] {
  const { registry: table, series, version, broken } = configuration;
  if (broken === null || broken.daemon) return [];
  const mirrors = tableAt(table, ['mirrors']);
  const set = textAt(table, 'config_path') !== '';
  if (!set && series.defaultIsSet && mirrors.entries.size > 0) {
    const text = `containerd ${version} has a config_path by default, and refuses \`mirrors\` beside it unless config_path = "" is written down; so the CRI plugin is not loaded`;
    return [
      observed('config-conflict', mirrors.place, '[…registry.mirrors]', text, 'mirror', [
        withConfigPath(configuration, ''),
      ]),
    ];
  }
  if (!set) return [];
  const tls = [...tableAt(table, ['configs']).entries.values()].map((entry) => settingAt(entry, ['tls'])).find(Boolean);
  const other = mirrors.entries.size > 0 ? mirrors : series.second ? undefined : tls;
  if (other === undefined) return [];
  const name = other === mirrors ? 'mirrors' : 'configs.tls';
  const text = `config_path and ${name} exclude each other: the CRI plugin is not loaded, and the node can't pull or start anything`;
  return [
    observed('config-conflict', other.place, name, text, meantBy(table), toHostsFiles(host, configuration, registry)),
  ];
}
