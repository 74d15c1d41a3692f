import { parseToml } from '../../../host/toml.js';
import { isTable } from './table.js';

/** Names of headers that carry what proves who asks. */
const SECRET_HEADERS = /auth|token|secret|passw|cookie|key|credential|session/i;

/** True where a hosts.toml holds a secret, in a header or in a URL: its text is then never written out. Text that is no TOML is not trusted. */
export function holdsSecret(text: string): boolean {
  if (/-----BEGIN [A-Z ]*PRIVATE KEY-----/.test(text) || /:\/\/[^/\s"'@]+@/.test(text)) return true;
  if (/^\s*-----BEGIN CERTIFICATE-----/m.test(text) && !/^\s*\[/m.test(text)) return false;
  const parsed = parseToml(text);
  if (!parsed.ok || !isTable(parsed.document.value)) return SECRET_HEADERS.test(text);
  const root = parsed.document.value;
  const tables = [root, ...(isTable(root['host']) ? Object.values(root['host']) : [])].filter(isTable);
  return tables.some((table) =>
    Object.entries(table).some(([key, value]) => {
      if (isTable(value))
        return /^headers?$/i.test(key) && Object.keys(value).some((name) => SECRET_HEADERS.test(name));
      return /passw|token|secret|auth$|credential/i.test(key);
    }),
  );
}
