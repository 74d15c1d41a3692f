import type { Recogniser } from '../recogniser.js';

/** Rules of a machine, a cluster or a registry that forbid an image. */
export const POLICY: readonly Recogniser[] = [
  {
    label: 'policy-blocked-registry',
    weight: 91,
    anchors: [
      'rejected by policy',
      'is blocked in',
      'blocked by policy',
      'disallowed',
      'not allowed',
      'not an allowed',
      'not in the allowed',
      'not in the list of allowed',
      'not in list of allowed',
      'not in allowed',
      'not permitted',
      'untrusted registr',
      'allowed repos',
      'allowed registries',
      'invalid image repo',
      'unknown image registry',
      'prevented from registry',
      'image policy webhook',
      'import from registry',
      'by whitelist',
      'prohibited by policy',
      'no matching repositories in',
      'prevent images with vulnerability',
      'download blocking policy',
      'admin policy prohibits',
      'blocked by registry access management',
    ],
    pattern:
      /is rejected by policy|registry \S{1,200} is blocked in|(?:registry|repo|image)[^\n]{0,200}(?:not in (?:the )?(?:list of )?allowed|disallowed|not an allowed|is not permitted|untrusted registr)|(?:registry|registries|repository)[^\n]{0,120}(?:is|are) not allowed\b|not allowed by (?:whitelist|allowed registries|your (?:organization|administrator))|invalid image repo|allowed repos are|unknown image registry|prevented from registry|image policy webhook[^\n]{0,100}den|import from registry \S{0,100} ?(?:denied|forbidden)|prohibited by policy|no matching repositories in|prevent images with vulnerability|download blocking policy|admin policy prohibits|blocked by registry access management|blocked by policy/i,
    unless: /is not allowed to|method not allowed|npm err|git push|host key|client with ip/i,
    needsRegistry: true,
    why: 'A policy on this machine, of the cluster or of the registry forbids this registry or image.',
    also: ['policy-signature-rejected'],
    tells: 'policy.json, registries.conf (blocked) and admission webhooks are the places.',
    source:
      'containers/image signature/policy_eval.go, pkg/sysregistriesv2; open-policy-agent/gatekeeper-library allowedrepos; OpenShift; Harbor; JFrog Xray',
    examples: ['Source image rejected: Running image docker://registry.example.com/app:1 is rejected by policy.'],
  },
  {
    label: 'policy-blocked-registry',
    weight: 79,
    anchors: ['denied the request', 'denied request', 'validatingadmissionpolicy'],
    pattern:
      /admission webhook "[^"\n]{1,200}" denied the request[^\n]{0,800}(?:registr|image|repo)|validatingadmissionpolicy[^\n]{0,200}denied request[^\n]{0,400}(?:registr|image|repo)/i,
    unless: /signature|cosign|attestor|signed|latest tag|privileged|resources? (?:limits|requests)|runasnonroot/i,
    why: 'A policy of the cluster refuses the object, and speaks of its image.',
    also: ['policy-signature-rejected'],
    tells: 'The name of the webhook says whose policy it is.',
    source: 'kubernetes apiserver admission; kyverno; open-policy-agent/gatekeeper',
    examples: [
      'Error from server: admission webhook "validate.example.com" denied the request: images must come from registry.example.com',
    ],
  },
  {
    label: 'policy-signature-rejected',
    weight: 93,
    anchors: [
      'signature',
      'trust data',
      'image verification failed',
      'image verifier',
      'signed digest',
      'not signed in notary',
      'no matching attestations',
    ],
    pattern:
      /signature verification failed|signature validation failed|a signature was required, but no signature exists|image verification failed|no matching signatures|no signatures found|invalid signature when validating|no valid signatures|signature[^\n]{0,60}not accepted|none of the signatures|failed to verify (?:image )?signature|signaturevalidationfailed|(?:no valid|does not have|no) trust data for|remote trust data does not exist|image verifier[^\n]{0,120}blocked|unable to find signed digest|not signed in notary|no matching attestations|signature key validation failed/i,
    unless: /\bjwt\b|\bapt\b|apt-get|gpg: |release\.gpg|\bnpm\b|\bcommit\b|\bpip /i,
    needsRegistry: true,
    why: 'A signature policy is not satisfied by this image.',
    also: ['policy-blocked-registry'],
    tells: 'policy.json or the admission policy names the key it wants.',
    source:
      'containers/image signature/policy_eval*.go; sigstore/cosign, policy-controller; kyverno; docker/cli trust; containerd core/images/imageverifier',
    examples: [
      'Source image rejected: A signature was required, but no signature exists',
      'docker pull: Error: remote trust data does not exist for docker.io/example/app',
    ],
  },
];
