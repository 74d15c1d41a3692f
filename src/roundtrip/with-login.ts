import { shellWords } from '../text/shell.js';

/** File that a login is written to (skopeo makes it for its user alone), and that is gone when the line has ended. */
const LOGIN_FILE = './regdoctor-login.json';

/**
 * One line that does something with the account in `LOGIN` (`user:password`), or nothing: pasted with others, no question eats the next line, and the
 * password is in no list of processes.
 * @param login `skopeo login` with the flags that reach the registry. @param then what is done, given the file of the login.
 */
export function withLogin(login: readonly string[], registry: string, then: (file: string) => string): string {
  const flags = shellWords([...login, '--authfile', LOGIN_FILE]);
  const user = `--username "\${LOGIN%%:*}" --password-stdin`;
  return `printf %s "\${LOGIN#*:}" | ${flags} ${user} ${shellWords([registry])} && ${then(LOGIN_FILE)}; rm -f ${LOGIN_FILE}`;
}
