#!/usr/bin/env node
import './preflight.js';
import './compile-cache.js';

await import('../dist/first-line.js');
await import('../dist/main.js');
