// Runs before anything else is loaded, so it must parse on old Nodes too.
const LEAST = [22, 19];
const [major, minor] = process.versions.node.split('.').map(Number);
if (major < LEAST[0] || (major === LEAST[0] && minor < LEAST[1])) {
  process.stderr.write(`regdoctor needs Node ${LEAST.join('.')} or newer; this is ${process.version}\n`);
  process.exit(2);
}
// An unknown uid without HOME would make the command framework look itself up in passwd and crash.
if (!process.env.HOME) {
  process.env.REGDOCTOR_HOME_DEFAULTED = '1';
  process.env.HOME = '/tmp';
}
// The framework asks passwd for the shell too, and needs the answer for nothing that is done here.
if (!process.env.SHELL) process.env.SHELL = '/bin/sh';
