/**
 * The key of `configs` that a key of `auths` becomes (containerd `pkg/cri/config/config.go`: ValidatePluginConfig with Go's url.Parse): `https://reg:5000` →
 * `reg:5000`, `reg` → `reg`; `reg:5000` is taken for the scheme `reg` and becomes an empty key. Null: it can't be parsed.
 */
export function authsHost(key: string): string | null {
  const scheme = /^([a-zA-Z][a-zA-Z0-9+.-]*):(.*)$/s.exec(key);
  if (scheme !== null) return /^\/\/(?:[^/?#]*@)?([^/?#]*)/.exec(scheme[2] ?? '')?.[1] ?? '';
  return (key.split('/')[0] ?? '').includes(':') ? null : key;
}
