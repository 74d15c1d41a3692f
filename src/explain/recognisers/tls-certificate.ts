import type { Recogniser } from '../recogniser.js';

/** What a certificate says: its names and its dates. */
export const TLS_CERTIFICATE: readonly Recogniser[] = [
  {
    label: 'tls-name-mismatch',
    weight: 86,
    anchors: [
      'certificate is valid for',
      'any ip sans',
      'not valid for any names',
      'certificate is not valid for',
      'no alternative certificate subject name',
      "doesn't match",
      'does not match input',
      'does not match target host',
      'no subject alternative',
      'no name matching',
      'unrecognized name',
      'unrecognized_name',
      'hostname mismatch',
      'ip address mismatch',
      'match any of the subject alternative',
      'notvalidforname',
    ],
    pattern:
      /certificate is valid for .{0,400}, not |doesn't contain any ip sans|certificate is not valid for any names|certificate is not valid for (?:name|the name|requested|host)|no alternative certificate subject name match|no subject alternative (?:dns |ip )?(?:names?|addresses) (?:matching|match|found|present)|no name matching .{1,200} found|hostname .{0,200} doesn't match|tls: unrecognized name|unrecognized_name|(?:hostname|ip address) mismatch, certificate is not valid|certificate name does not match input|does not match target host ?name|doesn't match any of the subject alternative names|notvalidforname/i,
    unless: /error from server/i,
    needsRegistry: true,
    why: 'The certificate is not valid for the name or address that was used.',
    also: ['proxy-interception', 'captive-portal-or-html'],
    tells: 'A certificate of somebody else altogether points to a proxy, a wrong address or a wrong port.',
    source:
      'golang/go src/crypto/x509/verify.go: HostnameError; OpenJDK HostnameChecker; Apache HttpClient; OpenSSL; curl',
    examples: [
      'Get "https://registry.example.com/v2/": tls: failed to verify certificate: x509: certificate is valid for *.other.example, not registry.example.com',
      'Get "https://10.0.0.7:5000/v2/": x509: cannot validate certificate for 10.0.0.7 because it doesn\'t contain any IP SANs',
      "jib docker push: javax.net.ssl.SSLPeerUnverifiedException: Certificate for <registry.example.com> doesn't match any of the subject alternative names: [other.example]",
    ],
  },
  {
    label: 'tls-legacy-cn',
    weight: 93,
    anchors: ['legacy common name'],
    pattern: /certificate relies on legacy common name/i,
    why: 'The certificate has a Common Name only; Go wants the name among the subject alternative names.',
    also: ['tls-name-mismatch'],
    tells: 'openssl x509 -noout -ext subjectAltName shows none.',
    source: 'golang/go src/crypto/x509/verify.go: HostnameError',
    examples: [
      'Get "https://registry.example.com/v2/": x509: certificate relies on legacy Common Name field, use SANs instead',
    ],
  },
  {
    label: 'tls-expired',
    weight: 88,
    anchors: [
      'is after',
      'certificate has expired',
      'certificate expired',
      'expired certificate',
      'cert_has_expired',
      'certificateexpired',
      'certificate is expired',
      'notafter: ',
    ],
    pattern:
      /expired or is not yet valid: current time \S+ is after|tls: expired certificate|certificate has expired(?! or)|certificate is expired|cert_has_expired|certificateexpiredexception|invalid peer certificate: certificate expired|\bnotafter: \w{3} /i,
    unless: /error from server/i,
    needsRegistry: true,
    why: 'The certificate (or one of its chain) has run out.',
    also: ['tls-not-yet-valid-clock-skew'],
    tells: 'date on the client: a clock that is ahead makes good certificates look expired.',
    source: 'golang/go src/crypto/x509/verify.go: CertificateInvalidError; OpenSSL x509_txt.c; OpenJDK',
    examples: [
      'Get "https://registry.example.com/v2/": tls: failed to verify certificate: x509: certificate has expired or is not yet valid: current time 2026-05-01T10:00:00Z is after 2026-04-30T00:00:00Z',
    ],
    counterexamples: [
      'Get "https://registry.example.com/v2/": x509: certificate has expired or is not yet valid: current time 2020-01-01T00:00:10Z is before 2026-01-01T00:00:00Z',
    ],
  },
  {
    label: 'tls-not-yet-valid-clock-skew',
    weight: 90,
    anchors: [
      'is before',
      'certificate is not yet valid',
      'certificatenotyetvalid',
      'notbefore: ',
      'cert_not_yet_valid',
    ],
    pattern:
      /expired or is not yet valid: current time \S+ is before|certificate is not yet valid|certificatenotyetvalidexception|\bnotbefore: \w{3} |cert_not_yet_valid/i,
    needsRegistry: true,
    why: 'The certificate is not valid yet by the clock of the client: that clock is mostly what is wrong.',
    source: 'golang/go src/crypto/x509/verify.go: CertificateInvalidError',
    examples: [
      'Get "https://registry.example.com/v2/": x509: certificate has expired or is not yet valid: current time 2020-01-01T00:00:10Z is before 2026-01-01T00:00:00Z',
    ],
  },
  {
    label: 'tls-expired',
    weight: 80,
    anchors: ['expired or is not yet valid'],
    pattern: /certificate has expired or is not yet valid(?!: current time)/i,
    needsRegistry: true,
    why: 'The certificate has run out, or the clock of the client is wrong; the text does not say which.',
    also: ['tls-not-yet-valid-clock-skew'],
    tells: 'date on the client, and openssl s_client -connect HOST:PORT | openssl x509 -noout -dates.',
    source: 'golang/go src/crypto/x509/verify.go: CertificateInvalidError (before Go 1.14)',
    examples: ['Get https://registry.example.com/v2/: x509: certificate has expired or is not yet valid'],
  },
];
