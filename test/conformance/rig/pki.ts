import { mkdir, mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { mustRun } from './command.js';

/** Small keys: making one takes 5 ms, where RSA takes 200. */
const NEW_KEY = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes'];
const DAY_MS = 86_400_000;
/** Longer than any run, shorter than the limit of any client. */
const USUAL_VALIDITY_MS = 30 * DAY_MS;

/** A certificate as a server uses it: the chain as it is sent, the private key, both as PEM and as files. */
export interface ServerCertificate {
  readonly chain: string;
  readonly key: string;
  readonly chainPath: string;
  readonly keyPath: string;
}

/** What to write into a server's certificate. Times are offsets from now in ms. */
export interface LeafRequest {
  /** DNS names and addresses; the first is the common name too. */
  readonly names: readonly string[];
  /** `root` and `intermediate` are the rig's; `unknown` is a root that nobody was given; `self` signs itself. */
  readonly issuer?: 'root' | 'intermediate' | 'unknown' | 'self';
  readonly notBeforeMs?: number;
  readonly notAfterMs?: number;
  /** Leave the intermediate out of what the server sends. */
  readonly omitIntermediate?: boolean;
  /** Where the issuer's certificate can be fetched (authority information access). */
  readonly issuerUrl?: string;
  /** Put the name in the common name only, as old certificates did. */
  readonly commonNameOnly?: boolean;
}

/** The certificate authorities of one test run, kept in a directory so that test workers share them. */
export class Pki {
  readonly #directory: string;

  constructor(directory: string) {
    this.#directory = directory;
  }

  /** Makes the authorities: a root, an intermediate under it, and a root of somebody else. */
  static async create(directory: string): Promise<Pki> {
    await mkdir(directory, { recursive: true });
    const pki = new Pki(directory);
    await Promise.all(['root', 'unknown'].map((name) => pki.#selfSigned(name, name, CA_EXTENSIONS, USUAL_VALIDITY_MS)));
    await pki.#issue('root', join(directory, 'intermediate'), 'Rig intermediate', CA_EXTENSIONS, {});
    return pki;
  }

  /** The PEM of an authority's own certificate. */
  async authority(name: 'root' | 'intermediate' | 'unknown'): Promise<string> {
    return readFile(join(this.#directory, `${name}.crt`), 'utf8');
  }

  /** Makes a server's certificate. */
  async leaf(request: LeafRequest): Promise<ServerCertificate> {
    const path = join(await mkdtemp(join(this.#directory, 'leaf-')), 'leaf');
    const issuer = request.issuer ?? 'root';
    const extensions = leafExtensions(request);
    const commonName = request.names[0] ?? 'nobody';
    if (issuer === 'self')
      await this.#selfSigned(path, commonName, extensions, request.notAfterMs ?? USUAL_VALIDITY_MS);
    else await this.#issue(issuer, path, commonName, extensions, request);
    let chain = await readFile(`${path}.crt`, 'utf8');
    if (issuer === 'intermediate' && request.omitIntermediate !== true) chain += await this.authority('intermediate');
    await writeFile(`${path}-chain.pem`, chain);
    const key = await readFile(`${path}.key`, 'utf8');
    return { chain, key, chainPath: `${path}-chain.pem`, keyPath: `${path}.key` };
  }

  async #selfSigned(name: string, commonName: string, extensions: readonly string[], validMs: number): Promise<void> {
    const path = name.startsWith('/') ? name : join(this.#directory, name);
    const added = extensions.flatMap((extension) => ['-addext', extension]);
    const days = String(Math.ceil(validMs / DAY_MS));
    const output = ['-keyout', `${path}.key`, '-out', `${path}.crt`];
    await mustRun('openssl', [
      'req',
      '-x509',
      ...NEW_KEY,
      '-days',
      days,
      '-subj',
      subject(commonName),
      ...added,
      ...output,
    ]);
  }

  /** `openssl ca` is the one command of OpenSSL 3.0 that takes both dates; each call has a database of its own. */
  async #issue(
    issuer: string,
    path: string,
    commonName: string,
    extensions: readonly string[],
    { notBeforeMs = 0, notAfterMs = USUAL_VALIDITY_MS }: Pick<LeafRequest, 'notBeforeMs' | 'notAfterMs'>,
  ): Promise<void> {
    const database = await mkdtemp(join(this.#directory, 'issue-'));
    const issuerPath = join(this.#directory, issuer);
    await writeFile(join(database, 'index.txt'), '');
    await writeFile(join(database, 'ca.cnf'), caConfiguration(database, extensions));
    await mustRun('openssl', [
      'req',
      '-new',
      ...NEW_KEY,
      '-subj',
      subject(commonName),
      '-keyout',
      `${path}.key`,
      '-out',
      `${path}.csr`,
    ]);
    const files = [
      '-cert',
      `${issuerPath}.crt`,
      '-keyfile',
      `${issuerPath}.key`,
      '-in',
      `${path}.csr`,
      '-out',
      `${path}.crt`,
    ];
    const dates = ['-startdate', asn1Time(notBeforeMs), '-enddate', asn1Time(notAfterMs)];
    await mustRun('openssl', ['ca', '-batch', '-notext', '-config', join(database, 'ca.cnf'), ...files, ...dates]);
  }
}

const CA_EXTENSIONS = [
  'basicConstraints=critical,CA:true',
  'keyUsage=critical,keyCertSign,cRLSign',
  'subjectKeyIdentifier=hash',
];

function leafExtensions(request: LeafRequest): string[] {
  const names = request.names.map((name) => (/^[\d.]+$|:/.test(name) ? `IP:${name}` : `DNS:${name}`)).join(',');
  return [
    'basicConstraints=CA:false',
    'keyUsage=digitalSignature',
    'extendedKeyUsage=serverAuth',
    ...(request.commonNameOnly === true ? [] : [`subjectAltName=${names}`]),
    ...(request.issuerUrl === undefined ? [] : [`authorityInfoAccess=caIssuers;URI:${request.issuerUrl}`]),
  ];
}

function caConfiguration(database: string, extensions: readonly string[]): string {
  return [
    '[ca]',
    'default_ca=rig',
    '[rig]',
    `database=${join(database, 'index.txt')}`,
    `new_certs_dir=${database}`,
    'rand_serial=yes',
    'default_md=sha256',
    'policy=any',
    'x509_extensions=extensions',
    '[any]',
    'commonName=supplied',
    '[extensions]',
    ...extensions,
    '',
  ].join('\n');
}

function subject(commonName: string): string {
  return `/CN=${commonName.replaceAll('/', '\\/')}`;
}

/** `YYYYMMDDHHMMSSZ`; now is put a minute back, lest a clock's rounding make it the future. */
function asn1Time(offsetMs: number): string {
  const MARGIN_MS = 60_000;
  return `${new Date(Date.now() + offsetMs - MARGIN_MS).toISOString().replace(/[-:T]|\.\d+Z/g, '')}Z`;
}
