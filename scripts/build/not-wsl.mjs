// The framework asks at each start whether this is Windows' Linux, and uses the answer for nothing that is done here.
export const isWsl = false;
export const powerShellPath = async () => 'powershell.exe';
