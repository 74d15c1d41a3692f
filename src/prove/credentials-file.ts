/**
 * A containers-auth.json(5) with one account, for the registry as the reference names it: what `--creds` is for the client, without standing in
 * the list of processes.
 * @param account `user:password`, cut at the first colon by whoever reads it.
 */
export function credentialsFile(registry: string, account: string): string {
  return `${JSON.stringify({ auths: { [registry]: { auth: Buffer.from(account).toString('base64') } } })}\n`;
}
