// Builds the bundle and then the image, with whichever of buildah, podman and docker is there. docs/image.md says more.
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { execa } from 'execa';

const USAGE = `npm run image -- [--target toolkit|cli] [--tag NAME] [--base IMAGE] [--with buildah|podman|docker] [--fresh]

  --target  toolkit (everything, the default) or cli (regdoctor and skopeo)
  --tag     name of the image; default localhost/regdoctor:VERSION, for cli with -cli behind it
  --base    image to build on instead of the Containerfile's own
  --with    the program that builds; default: the first of the three that is there
  --fresh   use no step of an earlier build
`;
const BUILDERS = ['buildah', 'podman', 'docker'];
const TARGETS = ['toolkit', 'cli'];
const root = join(dirname(fileURLToPath(import.meta.url)), '..');

/** Ends with one sentence, as a wrong call. */
function refuse(sentence) {
  process.stderr.write(`image: ${sentence}\n\n${USAGE}`);
  process.exit(2);
}

function readFlags() {
  const text = { type: 'string' };
  const options = { target: { ...text, default: 'toolkit' }, tag: text, base: text, with: text };
  try {
    const flags = { ...options, fresh: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } };
    return parseArgs({ options: flags }).values;
  } catch (error) {
    return refuse(error.message);
  }
}

/** The output of a command, or null where it can't run or fails. */
async function said(command, ...args) {
  const result = await execa(command, args, { cwd: root, reject: false, stdin: 'ignore' });
  return result.exitCode === 0 ? result.stdout.trim() : null;
}

async function firstBuilder() {
  for (const builder of BUILDERS) if ((await said(builder, '--version')) !== null) return builder;
  return refuse('none of buildah, podman and docker is installed');
}

/** What the labels say. The date is the commit's, so that the same sources give the same image on any day. */
async function stamp() {
  const commit = await said('git', 'rev-parse', 'HEAD');
  const changed = commit !== null && (await said('git', 'status', '--porcelain')) !== '';
  const seconds = Number(process.env.SOURCE_DATE_EPOCH ?? (await said('git', 'log', '-1', '--format=%ct')) ?? 0);
  return {
    seconds,
    revision: commit === null ? 'unknown' : `${commit}${changed ? '-changed' : ''}`,
    created: new Date(seconds * 1000).toISOString().replace('.000', ''),
  };
}

/** Flags that make one builder reproducible. */
function flagsFor(builder, seconds) {
  if (builder === 'docker') return ['build', '--build-arg', `SOURCE_DATE_EPOCH=${seconds}`];
  return ['build', '--layers', '--timestamp', String(seconds), '--identity-label=false'];
}

const flags = readFlags();
if (flags.help) {
  process.stdout.write(USAGE);
  process.exit(0);
}
if (!TARGETS.includes(flags.target)) refuse(`--target is toolkit or cli, not "${flags.target}"`);
if (flags.with !== undefined && !BUILDERS.includes(flags.with))
  refuse(`--with is buildah, podman or docker, not "${flags.with}"`);

const builder = flags.with ?? (await firstBuilder());
const { version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));
const { seconds, revision, created } = await stamp();
const tag = flags.tag ?? `localhost/regdoctor:${version}${flags.target === 'cli' ? '-cli' : ''}`;

await import('./build.mjs');
const command = [
  ...flagsFor(builder, seconds),
  ...['--build-arg', `VERSION=${version}`, '--build-arg', `REVISION=${revision}`, '--build-arg', `CREATED=${created}`],
  ...(flags.base === undefined ? [] : ['--build-arg', `BASE_IMAGE=${flags.base}`]),
  ...(flags.fresh ? ['--no-cache'] : []),
  ...['--target', flags.target, '--tag', tag, '--file', 'Containerfile', '.'],
];
process.stdout.write(`${builder} ${command.join(' ')}\n`);
const { exitCode } = await execa(builder, command, {
  cwd: root,
  reject: false,
  stdio: ['ignore', 'inherit', 'inherit'],
});
if (exitCode === 0) process.stdout.write(`${tag} is built.\n`);
process.exitCode = exitCode ?? 1;
