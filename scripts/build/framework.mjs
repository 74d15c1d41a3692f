// What commands import of the command framework, without the file that loads all of it and checks Node's version, which bin/ has done.
export * as Args from '@oclif/core/args';
export { Command } from '@oclif/core/command';
export * as Flags from '@oclif/core/flags';
