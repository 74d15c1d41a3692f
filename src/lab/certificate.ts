import { createHash, createPublicKey, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';
import ipaddr from 'ipaddr.js';
import * as der from './der-writer.js';

/** What a certificate is to say. Everything left out is left out of the certificate too. */
export interface CertificateRequest {
  /** Common name of the subject. */
  readonly subject: string;
  /** Signer; null for a certificate that signs itself. */
  readonly issuer: IssuedCertificate | null;
  /** Milliseconds since the epoch. */
  readonly notBeforeMs: number;
  readonly notAfterMs: number;
  readonly dnsNames?: readonly string[];
  readonly ipAddresses?: readonly string[];
  /** True: basicConstraints CA:TRUE and keyUsage keyCertSign. False: basicConstraints CA:FALSE. */
  readonly ca: boolean;
  readonly pathLength?: number;
  /** Object identifiers of extendedKeyUsage. */
  readonly extendedKeyUsages?: readonly string[];
  /** URL of the issuer's certificate (authorityInfoAccess, caIssuers). */
  readonly issuerUrl?: string;
  /** Names that certificates under this one may carry (nameConstraints, permittedSubtrees, dNSName). */
  readonly permittedDnsNames?: readonly string[];
  readonly hash?: 'sha1' | 'sha256';
  /** Key to certify; a new EC P-256 key when left out. */
  readonly key?: KeyObject;
  /** Serial number as octets; random and positive when left out. */
  readonly serial?: { readonly octets: Uint8Array; readonly negative: boolean };
}

/** A certificate with its private key. */
export interface IssuedCertificate {
  readonly der: Buffer;
  readonly pem: string;
  readonly key: KeyObject;
  readonly keyPem: string;
  readonly subject: string;
}

/** Object identifiers of the extended key usages that matter here (RFC 5280 §4.2.1.12). */
export const SERVER_AUTHENTICATION = '1.3.6.1.5.5.7.3.1';
export const CLIENT_AUTHENTICATION = '1.3.6.1.5.5.7.3.2';

const SIGNATURE_ALGORITHMS = {
  'ec-sha1': '1.2.840.10045.4.1',
  'ec-sha256': '1.2.840.10045.4.3.2',
  'rsa-sha1': '1.2.840.113549.1.1.5',
  'rsa-sha256': '1.2.840.113549.1.1.11',
} as const;

/** A new private key, EC P-256. */
export function newKey(): KeyObject {
  return generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;
}

/** Makes and signs an X.509 v3 certificate (RFC 5280). */
export function issueCertificate(request: CertificateRequest): IssuedCertificate {
  const key = request.key ?? newKey();
  const signer = request.issuer?.key ?? key;
  const hash = request.hash ?? 'sha256';
  const algorithm = signatureAlgorithm(signer, hash);
  const serial = request.serial ?? { octets: Buffer.concat([Buffer.from([1]), randomBytes(15)]), negative: false };
  const body = der.sequence(
    der.explicit(0, der.integer(Buffer.from([2]))),
    der.integer(serial.octets, serial.negative),
    algorithm,
    commonName(request.issuer?.subject ?? request.subject),
    der.sequence(der.time(request.notBeforeMs), der.time(request.notAfterMs)),
    commonName(request.subject),
    publicKeyInfo(key),
    der.explicit(3, der.sequence(...extensions(request, key, signer))),
  );
  const certificate = der.sequence(body, algorithm, der.bitString(sign(hash, body, signer)));
  return {
    der: certificate,
    pem: pemBlock('CERTIFICATE', certificate),
    key,
    keyPem: key.export({ type: 'pkcs8', format: 'pem' }) as string,
    subject: request.subject,
  };
}

/** PEM block of DER octets. */
function pemBlock(label: string, content: Buffer): string {
  const lines = content.toString('base64').replace(/.{64}(?=.)/g, '$&\n');
  return `-----BEGIN ${label}-----\n${lines}\n-----END ${label}-----\n`;
}

function signatureAlgorithm(signer: KeyObject, hash: 'sha1' | 'sha256'): Buffer {
  const type = signer.asymmetricKeyType === 'rsa' ? 'rsa' : 'ec';
  const identifier = der.objectIdentifier(SIGNATURE_ALGORITHMS[`${type}-${hash}`]);
  return type === 'rsa' ? der.sequence(identifier, der.element(0x05)) : der.sequence(identifier);
}

function commonName(text: string): Buffer {
  return der.sequence(der.set(der.sequence(der.objectIdentifier('2.5.4.3'), der.utf8String(text))));
}

function publicKeyInfo(key: KeyObject): Buffer {
  return createPublicKey(key).export({ type: 'spki', format: 'der' });
}

function keyIdentifier(key: KeyObject): Buffer {
  return createHash('sha256').update(publicKeyInfo(key)).digest().subarray(0, 20);
}

function extensions(request: CertificateRequest, key: KeyObject, signer: KeyObject): Buffer[] {
  const path = request.pathLength === undefined ? [] : [der.integer(Buffer.from([request.pathLength]))];
  const all = [
    extension('2.5.29.19', true, der.sequence(...(request.ca ? [der.boolean(true), ...path] : []))),
    // keyCertSign and cRLSign are bits 5 and 6, digitalSignature is bit 0.
    extension(
      '2.5.29.15',
      true,
      request.ca ? der.bitString(Buffer.from([0x06]), 1) : der.bitString(Buffer.from([0x80]), 7),
    ),
    extension('2.5.29.14', false, der.octetString(keyIdentifier(key))),
    extension('2.5.29.35', false, der.sequence(der.implicit(0, keyIdentifier(signer)))),
  ];
  const names = [
    ...(request.dnsNames ?? []).map((name) => der.implicit(2, Buffer.from(name, 'latin1'))),
    ...(request.ipAddresses ?? []).map((address) => der.implicit(7, Buffer.from(ipaddr.parse(address).toByteArray()))),
  ];
  if (names.length > 0) all.push(extension('2.5.29.17', false, der.sequence(...names)));
  if (request.extendedKeyUsages !== undefined)
    all.push(extension('2.5.29.37', false, der.sequence(...request.extendedKeyUsages.map(der.objectIdentifier))));
  if (request.issuerUrl !== undefined)
    all.push(
      extension(
        '1.3.6.1.5.5.7.1.1',
        false,
        der.sequence(
          der.sequence(der.objectIdentifier('1.3.6.1.5.5.7.48.2'), der.implicit(6, Buffer.from(request.issuerUrl))),
        ),
      ),
    );
  if (request.permittedDnsNames !== undefined) {
    const subtrees = request.permittedDnsNames.map((name) =>
      der.sequence(der.implicit(2, Buffer.from(name, 'latin1'))),
    );
    all.push(extension('2.5.29.30', true, der.sequence(der.explicit(0, ...subtrees))));
  }
  return all;
}

function extension(identifier: string, critical: boolean, value: Buffer): Buffer {
  return der.sequence(
    der.objectIdentifier(identifier),
    ...(critical ? [der.boolean(true)] : []),
    der.octetString(value),
  );
}
