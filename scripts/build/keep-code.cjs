// `node keep-code.cjs check REFERENCE`: a run whose compiled code is kept (bin/load.js).
require('../../bin/preflight.js');
require('../../bin/load.js').keep();
