import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { startLab } from '../../src/lab/lab.js';

/** What one line of an example did. */
export interface Ran {
  /** Exit codes of every regdoctor in it. */
  readonly exitCodes: readonly number[];
  readonly stderr: string;
}

/** Where examples run for real: a directory with the files they name, a registry on loopback in the place of theirs, and stand-ins for what feeds or reads them. */
export interface ExampleGround {
  run(line: string): Promise<Ran>;
  remove(): Promise<void>;
}

/** The name that examples give to a registry. */
const REGISTRY = /registry\.example\.com(?::5000)?/g;
/** Longest that a line may take (ms): roundtrip and prove run real programs. */
const LINE_MS = 60_000;
/** Longest that somebody watches before the first word is there (s); Ctrl-C is pressed as soon as it is. */
const WATCHED_SECONDS = 20;

const MANIFEST = `apiVersion: v1
kind: Pod
metadata: {name: app}
spec: {containers: [{name: app, image: "registry.example.com/team/app:1"}]}
`;
const EVENT = 'Failed to pull image "registry.example.com/team/app": x509: certificate signed by unknown authority';

/**
 * Lays the directory out for one command and starts the registry.
 * @param report a real one, as `check --json` writes it.
 * @param changesFiles true: every call is about a machine below the directory, which it may change.
 */
export async function exampleGround(report: string, changesFiles: boolean): Promise<ExampleGround> {
  const lab = await startLab('healthy-http');
  // By address: nothing is asked of this machine's name servers.
  const port = /:(\d+)\//.exec(lab.references.image)?.[1] ?? '80';
  const wanted = `${lab.addresses[0]}:${port}`;
  const moved = lab.portMap?.get(wanted);
  const registry = moved === undefined ? wanted : `${moved.address}:${moved.port}`;
  const here = (text: string): string => text.replace(REGISTRY, registry);
  const home = mkdtempSync(join(tmpdir(), 'regdoctor-examples-'));
  const put = (path: string, text: string): void => writeFileSync(join(home, path), here(text));
  for (const directory of ['bin', 'host', '.docker', 'chart']) mkdirSync(join(home, directory));
  for (const file of ['report.json', 'good.json', 'bad.json']) put(file, report);
  put('registries.yaml', 'mirrors: {"registry.example.com": {endpoint: ["http://registry.example.com"]}}\n');
  put('registries.conf', '[[registry]]\nlocation = "registry.example.com"\ninsecure = true\n');
  put('build.log', `${EVENT}\n`);
  put('.docker/config.json', '{"auths": {}}\n');
  const program = (name: string, text: string): void => {
    put(`bin/${name}`, text);
    chmodSync(join(home, 'bin', name), 0o755);
  };
  if (changesFiles) {
    for (const directory of ['host/usr/bin', 'host/etc/containers'])
      mkdirSync(join(home, directory), { recursive: true });
    put('host/usr/bin/buildah', '');
    chmodSync(join(home, 'host/usr/bin/buildah'), 0o755);
    put('host/etc/containers/registries.conf', '');
  }
  const about = changesFiles ? ' --root "$HOME/host"' : '';
  const called = `"${process.execPath}" "${join(process.cwd(), 'bin/run.js')}" "$@"${about}`;
  program(
    'regdoctor',
    `#!/bin/sh
case " $* " in
  *' --watch '*)
    ${called} >"$HOME/watched" &
    tenths=0
    while [ ! -s "$HOME/watched" ] && [ $tenths -lt ${WATCHED_SECONDS}0 ]; do sleep 0.1; tenths=$((tenths + 1)); done
    kill -INT $!
    wait $! ;;
  *) ${called} ;;
esac
code=$?
echo $code >>"$HOME/codes"
exit $code
`,
  );
  program('helm', `#!/bin/sh\ncat <<'END'\n${MANIFEST}END\n`);
  program('kubectl', `#!/bin/sh\ncase "$1" in apply) cat >/dev/null ;; *) echo '${EVENT}' ;; esac\n`);
  program('less', '#!/bin/sh\ncat >/dev/null\n');
  return {
    run: async (line) => {
      writeFileSync(join(home, 'codes'), '');
      const { stderr } = await execa('bash', ['-c', here(line).replaceAll('/host', join(home, 'host'))], {
        cwd: home,
        reject: false,
        timeout: LINE_MS,
        stdin: 'ignore',
        extendEnv: false,
        env: { HOME: home, PATH: `${join(home, 'bin')}:${process.env['PATH'] ?? ''}`, LOGIN: 'user:password' },
      });
      const codes = existsSync(join(home, 'codes')) ? readFileSync(join(home, 'codes'), 'utf8') : '';
      return { exitCodes: codes.split('\n').filter(Boolean).map(Number), stderr };
    },
    remove: async () => {
      await lab.stop();
      rmSync(home, { recursive: true, force: true });
    },
  };
}
