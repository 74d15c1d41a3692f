import { issueCertificate, SERVER_AUTHENTICATION } from '../../../src/lab/certificate.js';
import { tlsFact } from '../support/facts.js';
import type { Situation } from '../support/world.js';
import { IMAGE } from './registry.js';

const NOW_MS = Date.UTC(2026, 0, 15);
const DAY_MS = 86_400_000;
const validity = { notBeforeMs: NOW_MS - DAY_MS, notAfterMs: NOW_MS + DAY_MS };
export const CA = issueCertificate({ subject: 'Team CA', issuer: null, ca: true, ...validity });
const server = issueCertificate({
  subject: 'reg.example',
  issuer: CA,
  ca: false,
  dnsNames: ['reg.example'],
  extendedKeyUsages: [SERVER_AUTHENTICATION],
  ...validity,
});

/** A registry whose certificate only the team's CA vouches for, asked with verification on. */
export const PRIVATE: Situation = {
  reference: IMAGE,
  flags: { tlsVerify: null },
  host: { nowMs: NOW_MS },
  world: { tls: { 'reg.example': tlsFact([server]) } },
};

/** A registry that speaks plain HTTP only. */
export const PLAIN: Situation = {
  reference: IMAGE,
  flags: { tlsVerify: null },
  world: { tls: { 'reg.example': tlsFact([], { outcome: 'plain-http' }) } },
};
