import ipaddr from 'ipaddr.js';

/** Addresses that mean the same on every machine: metadata services of clouds. */
const PUBLIC_KNOWLEDGE: ReadonlySet<string> = new Set([
  '169.254.169.254',
  '169.254.170.2',
  '168.63.129.16',
  '100.100.100.200',
  'fd00:ec2::254',
  'fd20:ce::254',
]);
/** Networks that everybody has. */
const WHOLE_RANGES: ReadonlySet<string> = new Set([
  '10.0.0.0/8',
  '172.16.0.0/12',
  '192.168.0.0/16',
  '100.64.0.0/10',
  '169.254.0.0/16',
  'fc00::/7',
  'fd00::/8',
  'fe80::/10',
]);
/** Kinds that tell nothing of anybody; their addresses stay. */
const TELLING_NOTHING: ReadonlySet<string> = new Set(['loopback', 'unspecified', 'broadcast', 'multicast']);
/** Address blocks for documentation (RFC 5737), 254 addresses in each. */
const DOCUMENTATION = ['192.0.2', '198.51.100', '203.0.113'];
const HOSTS = 254;
/** Addresses that may be stand-ins. */
const STAND_IN =
  /(?<![\d.])(?:192\.0\.2|198\.51\.100|203\.0\.113|198\.1[89]\.\d{1,3}|169\.254\.\d{1,3})\.\d{1,3}(?![\d.])|\b(?:2001:db8::|fd00:db8::|fe80::)[0-9a-f]{1,4}\b/gi;
const PRIVATE: ReadonlySet<string> = new Set(['private', 'carrierGradeNat']);

/** True for an address in one of its usual spellings: four decimal numbers, or IPv6. */
export function isAddress(text: string): boolean {
  return ipaddr.IPv4.isValidFourPartDecimal(text) || ipaddr.IPv6.isValid(text);
}

/**
 * Stand-ins for addresses, of the same family: documentation ranges (RFC 5737, RFC 3849), `198.18.0.0/15` (RFC 2544) for private ones and when the
 * others are used up, link-local ones for link-local ones. Loopback and the like stay.
 */
export class AddressBook {
  readonly #standIns = new Map<string, string>();
  readonly #onNew: (address: string) => void;
  readonly #taken = new Set<string>();
  readonly #counts = { public: 0, private: 0, link: 0, six: 0, local: 0, link6: 0 };

  /** @param onNew is told of every address that gets a stand-in, as it is usually written, but of those that may stand for others. */
  constructor(onNew: (address: string) => void) {
    this.#onNew = onNew;
  }

  /** Learns of addresses in a text that are taken from the blocks of stand-ins: they stand for no other ones then. */
  avoid(text: string): void {
    for (const [address] of text.matchAll(STAND_IN)) this.#taken.add(normal(address));
  }

  /** The stand-in of an address in any spelling; `prefix` is what follows it in `10.1.0.0/16`. Text that is no address comes back as it is. */
  standIn(text: string, prefix: string | null = null): string {
    if (!isAddress(text)) return text;
    const zone = text.indexOf('%');
    const address = normal(zone === -1 ? text : text.slice(0, zone));
    const parsed = ipaddr.parse(address);
    if (prefix !== null && WHOLE_RANGES.has(`${address}/${prefix}`)) return text;
    if (PUBLIC_KNOWLEDGE.has(address) || TELLING_NOTHING.has(parsed.range())) return text;
    if (parsed instanceof ipaddr.IPv6 && parsed.isIPv4MappedAddress())
      return `::ffff:${this.standIn(parsed.toIPv4Address().toString())}`;
    return this.#standIns.get(address) ?? this.#make(address, parsed.range(), parsed.kind());
  }

  get size(): number {
    return this.#standIns.size;
  }

  #make(address: string, range: string, kind: string): string {
    let made: string;
    do made = kind === 'ipv6' ? this.#next6(range) : this.#next4(range);
    while (this.#taken.has(made));
    this.#standIns.set(address, made);
    if (address.search(STAND_IN) === -1) this.#onNew(address);
    return made;
  }

  #next4(range: string): string {
    const count = this.#counts;
    if (range === 'linkLocal') {
      const at = count.link++;
      return `169.254.${1 + Math.floor(at / HOSTS)}.${1 + (at % HOSTS)}`;
    }
    if (!PRIVATE.has(range) && count.public < DOCUMENTATION.length * HOSTS) {
      const at = count.public++;
      return `${DOCUMENTATION[Math.floor(at / HOSTS)]}.${1 + (at % HOSTS)}`;
    }
    const at = count.private++;
    const net = Math.floor(at / HOSTS);
    return `198.${18 + (Math.floor(net / 256) % 2)}.${net % 256}.${1 + (at % HOSTS)}`;
  }

  #next6(range: string): string {
    const count = this.#counts;
    if (range === 'linkLocal') return `fe80::${(++count.link6).toString(16)}`;
    if (range === 'uniqueLocal') return `fd00:db8::${(++count.local).toString(16)}`;
    return `2001:db8::${(++count.six).toString(16)}`;
  }
}

function normal(address: string): string {
  return ipaddr.isValid(address) ? ipaddr.parse(address).toString() : address;
}
