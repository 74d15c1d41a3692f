// Node keeps what it has compiled beside the program and takes it from there the next time, which saves half of a start. Who can write there could as
// well change the program itself, so nobody new is trusted; a home or a temporary directory is never used. Where nothing can be written, nothing is.
// NODE_DISABLE_COMPILE_CACHE=1 turns it off.
import { fileURLToPath } from 'node:url';

process.getBuiltinModule('node:module').enableCompileCache?.(fileURLToPath(new URL('../.cache', import.meta.url)));
