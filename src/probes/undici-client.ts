// A bundler gives a dynamically imported CommonJS package only a default export; a module of our own in between keeps the name.
export { Client } from 'undici';
