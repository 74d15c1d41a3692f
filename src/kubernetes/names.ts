/** Kubernetes `apimachinery/pkg/util/validation`: DNS-1123 labels and subdomains. */
const LABEL = /^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/;
const MAX_LABEL = 63;
const SUBDOMAIN = /^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*$/;
const MAX_SUBDOMAIN = 253;

/** What is wrong with a name that Kubernetes wants as a DNS label (namespace, container): the end of a sentence, or null. */
export function labelProblem(name: string): string | null {
  if (name.length <= MAX_LABEL && LABEL.test(name)) return null;
  return `is not a name that Kubernetes takes here: up to ${MAX_LABEL} lower-case letters, digits and "-"`;
}

/** What is wrong with a name that Kubernetes wants as a DNS subdomain (node, pod, secret): the end of a sentence, or null. */
export function subdomainProblem(name: string): string | null {
  if (name.length <= MAX_SUBDOMAIN && SUBDOMAIN.test(name)) return null;
  return `is not a name that Kubernetes takes here: up to ${MAX_SUBDOMAIN} lower-case letters, digits, "-" and "."`;
}
