import type { FindingCode } from '../codes.js';
import type { CodeEntries } from './entry.js';

type CertificateCode = Extract<FindingCode, `tls-${string}`>;

/** TLS: whom the client trusts, for which name, at what time, and by which version. */
export const CERTIFICATES: CodeEntries<CertificateCode> = {
  'tls-unknown-ca': {
    severity: 'error',
    title: "The registry's certificate is signed by a CA that this client does not trust",
    meaning:
      'A private CA that nobody gave to this client, or one that lies where it does not read. curl and browsers may trust what the client does not.',
    known:
      'Probe: the chain as sent is judged with the CAs that this client would load, by the rules of its Go version. Text: "certificate signed by unknown authority", which an incomplete chain gives too.',
    seenBy: ['probe', 'text'],
  },
  'tls-self-signed': {
    severity: 'error',
    title: 'The registry shows a certificate that it signed itself, and this client does not trust it',
    meaning: 'No CA stands behind it: the certificate itself has to be trusted, or replaced by one of a CA.',
    known:
      'Probe: issuer and subject are the same, and its own key verifies it. Text: "self signed certificate"; Go says unknown authority instead.',
    seenBy: ['probe', 'text'],
  },
  'tls-missing-intermediate': {
    severity: 'error',
    title: 'The registry does not send the intermediate that links its certificate to a CA the client trusts',
    meaning:
      'Browsers fetch or remember the missing certificate, Go programs do not. The server has to send its whole chain.',
    known:
      'Probe: the chain as sent stops at an issuer that was not sent; one look-up of the address in the certificate brings it, and with it the chain is good. Text: among the causes of an unknown authority.',
    seenBy: ['probe', 'text'],
  },
  'tls-name-mismatch': {
    severity: 'error',
    title: 'The certificate is not valid for the host name or address that the client uses',
    meaning:
      'The name in the reference is not one of the names in the certificate: another alias, an IP address, or another server.',
    known:
      'Probe: the subject alternative names are compared with the host of the URL. Text: "certificate is valid for …, not …", "doesn\'t contain any IP SANs".',
    seenBy: ['probe', 'text'],
  },
  'tls-legacy-cn': {
    severity: 'error',
    title: 'The certificate names its host only in the Common Name, which Go programs no longer read',
    meaning:
      'The certificate has to be made anew with subject alternative names. Older clients and openssl still take it.',
    known:
      'Probe: there is no alternative name, and the Common Name is the host. Text: "relies on legacy Common Name field".',
    seenBy: ['probe', 'text'],
  },
  'tls-expired': {
    severity: 'error',
    title: "The registry's certificate, or one above it in the chain, has expired",
    meaning: 'It was not renewed, or was renewed and the server still has the old one loaded.',
    known:
      'Probe: the dates of each certificate against this clock, and this clock against the Date of the server. Text: "certificate has expired".',
    seenBy: ['probe', 'text'],
  },
  'tls-not-yet-valid-clock-skew': {
    severity: 'error',
    title: 'A good certificate looks expired or not yet valid because a clock is wrong',
    meaning:
      'This machine (a virtual machine after a pause, a board without a clock) or the one that made the certificate has the wrong time.',
    known:
      'Probe: the certificate\'s dates do not fit this clock, and the server\'s Date header shows another time. Text: "not yet valid", "current time … is before …".',
    seenBy: ['probe', 'text'],
  },
  'tls-client-cert-required': {
    severity: 'error',
    title: 'The registry lets in only who shows a client certificate, and none that it accepts is shown',
    meaning:
      'Mutual TLS: certificate and key have to lie where this client reads them, for exactly this host and port.',
    known:
      'Probe: the server asks for a certificate, and an alert about certificates or the end of the connection follows. Text: "certificate required", "bad certificate" as an alert of the other side.',
    seenBy: ['probe', 'text'],
  },
  'tls-version-or-cipher': {
    severity: 'error',
    title: 'Client and server do not get through the TLS handshake',
    meaning:
      'No version or cipher in common (old servers, old clients), a host name that the server does not know, or something that is no TLS.',
    known:
      'Probe: the alert and its name, a close, a reset, or bytes that are not TLS. Text: "handshake failure", "protocol version not supported" and broken-off handshakes.',
    seenBy: ['probe', 'text'],
  },
};
