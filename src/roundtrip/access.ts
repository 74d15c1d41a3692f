/** How clients are told to reach the registry, as the flags of the round trip say. */
export interface Access {
  /** null: not given. */
  readonly tlsVerify: boolean | null;
  readonly certDirectory: string | null;
  /** Absolute path of a file of credentials; null: those that the client finds. */
  readonly authFile: string | null;
}

/** Which end of skopeo's command line a flag is for: `skopeo copy` has two, the other commands none. */
export type End = 'src-' | 'dest-' | '';

/** Flags of skopeo for an access (skopeo-copy(1), skopeo-inspect(1), skopeo-delete(1)). @param anonymous nobody's credentials, whatever there is. */
export function accessFlags({ tlsVerify, certDirectory, authFile }: Access, end: End, anonymous: boolean): string[] {
  return [
    ...(tlsVerify === null ? [] : [`--${end}tls-verify=${tlsVerify}`]),
    ...(certDirectory === null ? [] : [`--${end}cert-dir`, certDirectory]),
    // An empty file of credentials is not enough: skopeo before 1.11 looks on in the user's own files.
    ...(anonymous ? [`--${end}no-creds`] : authFile === null ? [] : [`--${end}authfile`, authFile]),
  ];
}
