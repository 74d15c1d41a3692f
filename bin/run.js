#!/usr/bin/env node
require('./preflight.js');
require('./load.js').load();
