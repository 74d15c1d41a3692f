import type { Client, ConfigurationRequest, PlanRequest, Remedy, RemedyGoal } from '../client.js';
import { filePlace, goPlaces } from '../go/environment-places.js';
import { flagRemedy, PLAIN, trustRemedies, UNVERIFIED } from '../oras/remedies.js';
import { programPath } from '../program-path.js';
import { helmPlan } from './plan.js';
import { parseHelmReference } from './reference.js';
import { helmCredentialFiles } from './store.js';

/** helm pull, push and registry login of charts in registries; `--tls-verify=false` stands for `--insecure-skip-tls-verify`. */
export const HELM: Client = {
  name: 'helm',
  assumedVersion: '4.3.1',
  versionCommand: ['helm', 'version', '--template', '{{.Version}}'],
  parseVersion: (output) => /\bv?(\d+\.\d+\.\d+[0-9A-Za-z.+-]{0,40})/.exec(output.slice(0, 4096))?.[1] ?? null,
  isOn: (host) => programPath(host, 'helm') !== null,
  plan: helmPlan,
  configuration,
  remedies,
  placeFor: (fileName) => {
    if (/(?:^|\/)registry\/config\.json$/.test(fileName)) return '/root/.config/helm/registry/config.json';
    return /(?:^|\/)config\.json$/.test(fileName) ? '/root/.docker/config.json' : null;
  },
};

function configuration({ host, version, flags, reference }: ConfigurationRequest) {
  const places = [
    ...helmCredentialFiles(host, flags).map((path, index) =>
      filePlace(host, path, index === 0 ? 'helm’s own logins' : 'docker’s logins'),
    ),
    ...(flags.caFile == null ? [] : [filePlace(host, flags.caFile, 'certificates trusted instead of the system’s')]),
    ...goPlaces(host),
  ];
  const observations =
    reference === null ? [] : helmPlan({ host, version, flags, reference, operation: 'pull' }).observations;
  return { places, observations };
}

/** helm has no file for registries: flags of its own, or the system's certificates. */
function remedies(request: PlanRequest, goal: RemedyGoal): readonly Remedy[] {
  const { host, flags, operation } = request;
  switch (goal.kind) {
    case 'plain-http': {
      const isInEffect = flags.plainHttp === true && flags.tlsVerify !== false && flags.caFile == null;
      // Another port can only be written into the reference.
      if (goal.port !== null || isInEffect) return [];
      const summary = 'give --plain-http, and no flag about TLS beside it: HTTPS is then not tried at all';
      return [
        flagRemedy(summary, commandLine(request, '--plain-http'), PLAIN, {
          plainHttp: true,
          tlsVerify: null,
          caFile: null,
        }),
      ];
    }
    case 'trust':
      return trustRemedies(host, goal.endpoint, goal.pem, (file) => commandLine(request, `--ca-file ${file}`));
    case 'unverified': {
      if (flags.tlsVerify === false) return [];
      const flag = operation === 'login' ? '--insecure' : '--insecure-skip-tls-verify';
      const summary = `last resort, until the server is put right: ${flag}, nobody checks who answers as ${goal.endpoint}`;
      return [flagRemedy(summary, commandLine(request, flag), UNVERIFIED, { tlsVerify: false })];
    }
  }
}

function commandLine({ operation, reference }: PlanRequest, flag: string): string {
  const bare = reference.replace(/^oci:\/\//, '');
  if (operation === 'login') return `helm registry login ${bare.split('/')[0] ?? bare} ${flag}`;
  const parsed = parseHelmReference(reference);
  if (!parsed.ok) return `helm ${operation} oci://${bare} ${flag}`;
  const { registry, repository, tag } = parsed.reference;
  const parent = repository.includes('/') ? `/${repository.slice(0, repository.lastIndexOf('/'))}` : '';
  if (operation === 'push') return `helm push CHART.tgz oci://${registry}${parent} ${flag}`;
  return `helm pull oci://${registry}/${repository}${tag === null ? '' : ` --version ${tag}`} ${flag}`;
}
