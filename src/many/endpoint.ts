import { bracket, type FactKey } from '../facts/keys.js';

/** Whom a probe asks: `10.0.0.7:443`, a name server, a program. Probes of one endpoint share its limits. */
export function endpointOf(key: FactKey): string {
  switch (key.kind) {
    case 'dns':
      return `dns ${key.server}`;
    case 'tcp':
      return `${bracket(key.address)}:${key.port}`;
    case 'tls':
    case 'http': {
      const { route } = key;
      const at = `${bracket(route.address)}:${route.port}`;
      return route.kind === 'direct' ? at : `${at} to ${route.target}`;
    }
    case 'certificate':
      return key.url;
    case 'helper':
      return key.program;
  }
}
