import type { Host } from '../../../host/host.js';
import { programPath } from '../../program-path.js';
import { configPath } from './config-path.js';
import { type CriConfiguration, readCriConfiguration } from './configuration.js';
import { CRI_IMAGES, GRPC_CRI, SHORT_CRI } from './series.js';
import { settingAt, textsAt } from './setting.js';

const CRI_NAMES = [SHORT_CRI, GRPC_CRI, CRI_IMAGES];

/** True where containerd serves CRI on this host: it is there, CRI is not disabled, and it is not merely the helper that Docker's packages bring along. */
export function servesCri(host: Host, version: string): boolean {
  const { path } = configPath(host);
  const present = programPath(host, 'containerd') !== null || host.files.read(path).kind === 'file';
  if (!present) return false;
  const configuration = readCriConfiguration(host, version, path);
  if (isDisabled(configuration)) return false;
  if (programPath(host, 'dockerd') === null) return true;
  return ['kubelet', 'crictl'].some((name) => programPath(host, name) !== null) || hasSection(configuration);
}

function isDisabled({ files }: CriConfiguration): boolean {
  return files.some(({ settings }) => textsAt(settings, 'disabled_plugins').some((name) => CRI_NAMES.includes(name)));
}

function hasSection({ files }: CriConfiguration): boolean {
  return files.some(({ settings }) => CRI_NAMES.some((name) => settingAt(settings, ['plugins', name]) !== undefined));
}
