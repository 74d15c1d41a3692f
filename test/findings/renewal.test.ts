import { expect, test } from 'vitest';
import { renewalStep } from '../../src/findings/renewal.js';

const ECR = '123456789012.dkr.ecr.eu-central-1.amazonaws.com';

test.each<[client: string, registry: string, step: string]>([
  [
    'podman',
    ECR,
    `aws ecr get-login-password --region eu-central-1 | podman login ${ECR} --username AWS --password-stdin (a login lives 12 hours)`,
  ],
  [
    'docker',
    'public.ecr.aws',
    'aws ecr-public get-login-password --region us-east-1 | docker login public.ecr.aws --username AWS --password-stdin (a login lives 12 hours)',
  ],
  [
    'crane',
    'Team.azurecr.io',
    'az acr login --name team --expose-token --output tsv --query accessToken | crane auth login Team.azurecr.io --username 00000000-0000-0000-0000-000000000000 --password-stdin (a login lives 3 hours)',
  ],
  [
    'buildah',
    'europe-west3-docker.pkg.dev',
    'gcloud auth print-access-token | buildah login europe-west3-docker.pkg.dev --username oauth2accesstoken --password-stdin (a login lives 1 hour)',
  ],
  [
    'containerd',
    ECR,
    `give the pod an imagePullSecret for ${ECR}: kubectl create secret docker-registry NAME --docker-server=${ECR} --docker-username=AWS --docker-password="$(aws ecr get-login-password --region eu-central-1)" (it lives 12 hours; a credential provider of the kubelet renews it by itself)`,
  ],
  ['buildah', 'reg.example:5000', 'buildah login reg.example:5000'],
  ['buildah', 'azurecr.io.example', 'buildah login azurecr.io.example'],
])('%s at %s', (client, registry, step) => {
  expect(renewalStep(client, registry)).toBe(step);
});
