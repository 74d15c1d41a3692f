import type { AgentNode } from './node.js';

/** The command that makes this node read its files again; the unit is the one that runs, or else is there. */
export function restartCommand({ flavour, host, settings }: AgentNode): string {
  const [server = flavour.client, agent = flavour.client] = flavour.daemon.units;
  const { running } = settings;
  const runsAgent = running !== null && (running.name.endsWith('-agent') || running.arguments[0] === 'agent');
  const hasUnit = (unit: string): boolean =>
    ['/etc/systemd/system', '/usr/local/lib/systemd/system', '/usr/lib/systemd/system', '/lib/systemd/system'].some(
      (directory) => host.files.read(`${directory}/${unit}.service`).kind === 'file',
    );
  const isAgent = runsAgent || (running === null && !hasUnit(server) && hasUnit(agent));
  return `systemctl restart ${isAgent ? agent : server}`;
}
