import {
  answer,
  errorAnswer,
  type Gate,
  jsonAnswer,
  type LabAnswer,
  type LabHandler,
  type LabRequest,
} from './exchange.js';

/** The account that the lab's registries know. Not a secret: it opens nothing but the lab. */
export const LAB_USER = 'lab';
export const LAB_PASSWORD = 'lab-password';

/** Value of a Basic `Authorization` header, also of `auth` in config.json without its scheme. */
export function basicValue(username: string, password: string): string {
  return Buffer.from(`${username}:${password}`).toString('base64');
}

/** 401 with a Basic challenge unless the lab's account is given. */
export const basicGate: Gate = (request) => {
  if (hasAccount(request)) return null;
  return unauthorized('Basic realm="lab"');
};

/** 401 with a Bearer challenge that leads to the realm unless a token of the lab is given; a token without rights gets 403. */
export function bearerGate(realm: string): Gate {
  return (request) => {
    const [, token] = /^Bearer (.+)$/i.exec(String(request.headers.authorization ?? '')) ?? [];
    const repository = /^\/v2\/(.+)\/(?:manifests|blobs|tags)\//.exec(request.path)?.[1];
    const scope = repository === undefined ? '' : `,scope="repository:${repository}:pull"`;
    if (token === undefined) return unauthorized(`Bearer realm="${realm}",service="lab"${scope}`);
    if (repository === undefined) return null;
    const rights = accessIn(token);
    return rights.some((right) => right.name === repository)
      ? null
      : errorAnswer(403, 'DENIED', 'requested access to the resource is denied');
  };
}

/** A token service: 401 without the lab's account, else a token with the given rights. The token is not signed. */
export function tokenService(
  access: readonly { readonly name: string; readonly actions: readonly string[] }[],
): LabHandler {
  return (request) => {
    if (!hasAccount(request)) return unauthorized('Basic realm="lab"');
    const rights = access.map(({ name, actions }) => ({ type: 'repository', name, actions }));
    return jsonAnswer(200, { token: labToken({ sub: LAB_USER, access: rights }), expires_in: 300 });
  };
}

/** A token with these claims. It is not signed: it opens nothing but the lab. */
export function labToken(claims: Readonly<Record<string, unknown>>): string {
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
  return `${part({ alg: 'none', typ: 'JWT' })}.${part({ iss: 'lab', ...claims })}.${part('unsigned')}`;
}

/** Lets `/v2/` through and gives this answer to everything else. */
export function afterPing(given: LabAnswer): Gate {
  return (request) => (request.path === '/v2/' ? null : given);
}

/** Gives this answer to everything. */
export function always(given: LabAnswer): Gate {
  return () => given;
}

/** A login page, as a captive portal or a wrong address gives. */
export function loginPage(): LabAnswer {
  const page =
    '<!DOCTYPE html>\n<html><head><title>Sign in to the guest network</title></head><body><form><input name="code"></form></body></html>\n';
  return answer(200, { 'content-type': 'text/html; charset=utf-8' }, page);
}

function hasAccount(request: LabRequest): boolean {
  return request.headers.authorization === `Basic ${basicValue(LAB_USER, LAB_PASSWORD)}`;
}

/** 401 with this challenge. */
export function unauthorized(challenge: string): LabAnswer {
  return errorAnswer(401, 'UNAUTHORIZED', 'authentication required', { 'www-authenticate': challenge });
}

/** Rights in the token's body; none when it isn't one of ours. */
function accessIn(token: string): readonly { readonly name: string }[] {
  try {
    const body: unknown = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8'));
    const access = (body as { access?: unknown }).access;
    return Array.isArray(access) ? access : [];
  } catch {
    return [];
  }
}
