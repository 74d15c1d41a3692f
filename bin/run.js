#!/usr/bin/env node
import './preflight.js';

await import('../dist/first-line.js');
await import('../dist/main.js');
