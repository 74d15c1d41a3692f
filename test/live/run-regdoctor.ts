import { execa, type Options } from 'execa';

/** Runs the built program as a user does, without this process's environment. */
export function regdoctor(parameters: readonly string[], options: Options = {}) {
  return execa(process.execPath, ['bin/run.js', ...parameters], {
    reject: false,
    extendEnv: false,
    env: { HOME: '/nonexistent', PATH: '/usr/bin:/bin' },
    stripFinalNewline: false,
    ...options,
  });
}

/** Runs it on a pseudo-terminal, by util-linux' `script`; what it prints there, and its exit code. @param before what is piped in. */
export async function onTerminal(
  parameters: string,
  before = '',
): Promise<{ stdout: string; exitCode: number | undefined }> {
  const command = `stty cols 80; ${before} ${process.execPath} bin/run.js ${parameters}`;
  const { stdout, exitCode } = await execa('script', ['-qec', command, '/dev/null'], {
    reject: false,
    stdin: 'ignore',
    extendEnv: false,
    env: { HOME: '/nonexistent', PATH: '/usr/bin:/bin', TERM: 'xterm', SHELL: '/bin/sh' },
  });
  return { stdout: String(stdout), exitCode };
}
