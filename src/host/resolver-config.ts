import type { Source } from './source.js';

/** One line of the hosts file. */
export interface HostsEntry {
  readonly address: string;
  readonly names: readonly string[];
  readonly source: Source;
}

/** What decides how names are looked up on a host: resolv.conf, hosts and nsswitch as read there. */
export interface ResolverConfig {
  /** `address` or `address#port` is never used here: plain IP literals, at most three as every resolver caps it. */
  readonly nameservers: readonly { readonly address: string; readonly source: Source }[];
  readonly search: readonly string[];
  readonly searchSource: Source | null;
  readonly ndots: number;
  /** One try at one server, milliseconds. */
  readonly timeoutMs: number;
  readonly attempts: number;
  readonly rotate: boolean;
  /** Options that Go's resolver doesn't know: then cgo builds go through libc. */
  readonly unknownOptions: readonly string[];
  readonly hosts: readonly HostsEntry[];
  /** The words of nsswitch's `hosts:` line in order, without actions; empty when there is no file. */
  readonly nsswitch: readonly string[];
  readonly nsswitchSource: Source | null;
}
