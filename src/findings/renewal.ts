import { loginStep } from './credential.js';

/** A registry whose logins run out, by its host name, and the command that prints a new password. */
interface Provider {
  readonly host: RegExp;
  readonly lives: string;
  readonly user: string;
  readonly password: (found: RegExpExecArray) => string;
}

/** Lifetimes and commands are those of the providers' own documentation. */
const PROVIDERS: readonly Provider[] = [
  {
    host: /^\d+\.dkr\.ecr(?:-fips)?\.([a-z0-9-]+)\.amazonaws\.com(?:\.cn)?$/,
    lives: '12 hours',
    user: 'AWS',
    password: ([, region]) => `aws ecr get-login-password --region ${region}`,
  },
  {
    host: /^public\.ecr\.aws$/,
    lives: '12 hours',
    user: 'AWS',
    password: () => 'aws ecr-public get-login-password --region us-east-1',
  },
  {
    host: /^([a-z0-9]+)\.azurecr\.(?:io|cn|us)$/,
    lives: '3 hours',
    user: '00000000-0000-0000-0000-000000000000',
    password: ([, name]) => `az acr login --name ${name} --expose-token --output tsv --query accessToken`,
  },
  {
    host: /^(?:(?:[a-z]+\.)?gcr\.io|[a-z0-9-]+-docker\.pkg\.dev)$/,
    lives: '1 hour',
    user: 'oauth2accesstoken',
    password: () => 'gcloud auth print-access-token',
  },
  {
    host: /^(?:default-route-openshift-image-registry\.[a-z0-9.-]+|image-registry\.openshift-image-registry\.svc)$/,
    lives: '24 hours',
    user: 'USER',
    password: () => 'oc whoami --show-token',
  },
];

/** How somebody who uses this client gets a login that is good again: the provider's own command where the host name tells which that is. */
export function renewalStep(client: string, registry: string): string {
  const host = registry.replace(/:\d+$/, '').toLowerCase();
  for (const { host: pattern, lives, user, password } of PROVIDERS) {
    const found = pattern.exec(host);
    if (found === null) continue;
    const step = loginStep(client, registry);
    // Where the kubelet hands credentials on, it is its secret that must be made anew.
    if (step.includes('kubectl ')) {
      const secret = step.replace('--docker-username=USER', `--docker-username=${user}`);
      return `${secret.replace('=PASSWORD', `="$(${password(found)})"`)} (it lives ${lives}; a credential provider of the kubelet renews it by itself)`;
    }
    return `${password(found)} | ${step} --username ${user} --password-stdin (a login lives ${lives})`;
  }
  return loginStep(client, registry);
}
