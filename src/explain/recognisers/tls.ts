import type { Recogniser } from '../recogniser.js';

/** Certificates that nobody here vouches for. */
export const TLS: readonly Recogniser[] = [
  {
    label: 'tls-unknown-ca',
    weight: 78,
    anchors: [
      'unknown authority',
      'unable to get local issuer',
      'unable to get issuer',
      'certificate in certificate chain',
      'certpathbuilder',
      'unable to find valid certification path',
      'certificate_verify_failed',
      'unable to verify the first certificate',
      'certificate is not trusted',
      'certificate verify failed',
      'unknownissuer',
      'by an authority that is not trusted',
      'unable_to_verify_leaf_signature',
    ],
    pattern:
      /certificate signed by\s+unknown authority|unable to get (?:local )?issuer certificate|self[- ]signed certificate in certificate chain|certpathbuilderexception|unable to find valid certification path|certificate_verify_failed|unable to verify the first certificate|certificate is not trusted|certificate verify failed|invalid peer certificate: unknownissuer|issued by an authority that is not trusted|unable_to_verify_leaf_signature/i,
    unless: /certificate has expired|hostname mismatch|error from server/i,
    needsRegistry: true,
    why: 'The certificate was issued by a CA that this client does not have.',
    also: ['tls-self-signed', 'tls-missing-intermediate', 'proxy-interception'],
    tells:
      'The chain as the server sends it decides: a private CA, a self-signed one, a missing intermediate, or a proxy that shows its own.',
    source: 'golang/go src/crypto/x509/verify.go: UnknownAuthorityError; OpenSSL x509_txt.c; OpenJDK; rustls',
    examples: [
      'Error response from daemon: Get "https://registry.example.com/v2/": tls: failed to verify certificate: x509: certificate signed by unknown authority',
      'failed to do request: Head "https://registry.example.com:5000/v2/app/manifests/1": x509: certificate signed by unknown authority',
      'docker build: javax.net.ssl.SSLHandshakeException: PKIX path building failed: unable to find valid certification path to requested target',
      'docker pull: Get "https://registry.example.com/v2/": tls: failed to verify certificate: x509: “registry.example.com” certificate is not trusted',
    ],
  },
  {
    label: 'tls-unknown-ca',
    weight: 80,
    anchors: ['tls handshake error from'],
    pattern:
      /tls handshake error from \S+ remote error: tls: (?:bad certificate|unknown certificate(?: authority)?|expired certificate)/i,
    needsRegistry: true,
    why: "The server's log says that a client did not accept its certificate.",
    also: ['tls-self-signed', 'tls-name-mismatch'],
    tells: 'The log of that client says what it has against the certificate.',
    source: 'golang/go src/net/http/server.go: conn.serve',
    examples: [
      'registry[1]: docker registry: http: TLS handshake error from 10.0.0.9:40100: remote error: tls: bad certificate',
    ],
  },
  {
    label: 'tls-missing-intermediate',
    weight: 79,
    anchors: ['unable to verify the first certificate', 'unable_to_verify_leaf_signature'],
    pattern: /unable to verify the first certificate|unable_to_verify_leaf_signature/i,
    needsRegistry: true,
    why: 'The server sends a certificate without the one that issued it.',
    also: ['tls-unknown-ca'],
    tells: 'openssl s_client -connect HOST:PORT -showcerts shows how many certificates come.',
    source: 'OpenSSL crypto/x509/x509_txt.c: X509_V_ERR_UNABLE_TO_VERIFY_LEAF_SIGNATURE',
    examples: [
      'openssl: Verify return code: 21 (unable to verify the first certificate) docker://registry.example.com',
    ],
  },
  {
    label: 'tls-self-signed',
    weight: 82,
    anchors: [
      'candidate authority',
      'self-signed certificate',
      'self signed certificate',
      'depth_zero_self_signed_cert',
    ],
    pattern:
      /unknown authority \(possibly because of .{0,200}candidate authority certificate|depth_zero_self_signed_cert|(?:x509|ssl|tls|verify|certificate)[^\n]{0,80}self[- ]signed certificate(?! in certificate chain)/i,
    needsRegistry: true,
    why: 'The certificate is signed by itself, or by another certificate of the same name than the one that is trusted here (issued anew).',
    also: ['tls-unknown-ca'],
    tells: 'Compare the fingerprint that the server shows with the file that is trusted.',
    source: 'golang/go src/crypto/x509/verify.go: UnknownAuthorityError.Error; OpenSSL x509_txt.c',
    examples: [
      'Get "https://registry.local:5000/v2/": x509: certificate signed by unknown authority (possibly because of "crypto/rsa: verification error" while trying to verify candidate authority certificate "registry.local")',
      'curl: (60) SSL certificate problem: self-signed certificate (https://registry.example.com/v2/)',
    ],
    counterexamples: ['SSL certificate problem: self signed certificate in certificate chain'],
  },
  {
    label: 'tls-unknown-ca',
    weight: 72,
    anchors: [
      'only secure connections are allowed',
      'insecureregistryexception',
      'insecure algorithm sha1',
      'not authorized to sign',
      'standards compliant',
      'insecure algorithm md5',
    ],
    pattern:
      /because only secure connections are allowed|insecureregistryexception|insecure algorithm (?:sha1|md5)|not authorized to sign (?:other certificates|for this name)|certificate is not standards compliant/i,
    needsRegistry: true,
    why: 'The certificate (or the lack of one) does not pass the rules of this client.',
    also: ['https-on-http-port', 'tls-self-signed'],
    tells: 'A check reads the chain as the server sends it and names what is wrong with it.',
    source: 'GoogleContainerTools/jib RegistryEndpointCaller; golang/go src/crypto/x509',
    examples: [
      'com.google.cloud.tools.jib.api.InsecureRegistryException: Failed to verify the server at https://registry.example.com/v2/ because only secure connections are allowed.',
    ],
  },
  {
    label: 'tls-unknown-ca',
    weight: 40,
    anchors: ['x509: ', 'sslhandshakeexception', 'sslerror(', 'ssl certificate problem'],
    pattern: /x509: |sslhandshakeexception|sslerror\(|ssl certificate problem/i,
    needsRegistry: true,
    why: 'The certificate is refused; the text does not say (or no longer says) why.',
    also: ['tls-name-mismatch', 'tls-expired', 'tls-self-signed'],
    tells: 'A check reads the chain as the server sends it and names what is wrong with it.',
    source: 'golang/go src/crypto/x509',
    examples: ['failed to do request: Head "https://registry.example.com/v2/app/manifests/1": x509: cer'],
  },
];
