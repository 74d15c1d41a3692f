import { type Certificate, parseCertificate } from './certificate.js';
import { NEWEST_GO } from './go-version.js';
import { type StoredCertificate, storedCertificates } from './pem-store.js';

/**
 * Certificates by subject (golang/go `crypto/x509/cert_pool.go`: CertPool). A system bundle holds some 140 of them: stores
 * are read at the first question, and a certificate is parsed only when its subject is asked for.
 */
export class CertificatePool {
  readonly #stores: () => Iterable<readonly StoredCertificate[]>;
  #bySubject: Map<string, Uint8Array[]> | null = null;
  /** Read certificates by Go version, as those don't all take the same. */
  readonly #parsed = new Map<string, Map<Uint8Array, Certificate | null>>();

  /** `stores`: gives what is in the stores; called once, at the first question. */
  constructor(stores: () => Iterable<readonly StoredCertificate[]>) {
    this.#stores = stores;
  }

  /** A pool of DER certificates. */
  static of(certificates: readonly Uint8Array[]): CertificatePool {
    const pool = new CertificatePool(() => []);
    pool.#bySubject = indexBySubject(storedCertificates(certificates));
    return pool;
  }

  /** Number of certificates whose subject can be read. */
  get size(): number {
    return [...this.#index().values()].reduce((sum, { length }) => sum + length, 0);
  }

  /** True where exactly this certificate is in the pool. */
  has(certificate: Certificate): boolean {
    return (this.#index().get(certificate.rawSubject) ?? []).some((der) => Buffer.compare(der, certificate.der) === 0);
  }

  /**
   * Certificates whose subject is the issuer of this one, best match of the key identifiers first
   * (`cert_pool.go`: findPotentialParents). Whether they signed it is not looked at.
   */
  issuersOf(certificate: Certificate, goVersion = NEWEST_GO): Certificate[] {
    const wanted = certificate.extensions.authorityKeyIdentifier;
    const rank = ({ extensions: { subjectKeyIdentifier: own } }: Certificate) =>
      own === wanted ? 0 : (own === '') !== (wanted === '') ? 1 : 2;
    return (this.#index().get(certificate.rawIssuer) ?? [])
      .map((der) => this.#parse(der, goVersion))
      .filter((candidate) => candidate !== null)
      .sort((one, other) => rank(one) - rank(other));
  }

  #index(): Map<string, Uint8Array[]> {
    this.#bySubject ??= indexBySubject([...this.#stores()].flat());
    return this.#bySubject;
  }

  #parse(der: Uint8Array, goVersion: string): Certificate | null {
    const parsed = this.#parsed.get(goVersion) ?? new Map<Uint8Array, Certificate | null>();
    this.#parsed.set(goVersion, parsed);
    const known = parsed.get(der);
    if (known !== undefined) return known;
    const result = parseCertificate(der, goVersion);
    const certificate = result.ok ? result.certificate : null;
    parsed.set(der, certificate);
    return certificate;
  }
}

/** Each certificate once, however many stores hold it. */
function indexBySubject(certificates: readonly StoredCertificate[]): Map<string, Uint8Array[]> {
  const index = new Map<string, Uint8Array[]>();
  for (const { der, subject } of certificates) {
    const same = index.get(subject);
    if (same === undefined) index.set(subject, [der]);
    else if (!same.some((known) => Buffer.compare(known, der) === 0)) same.push(der);
  }
  return index;
}
