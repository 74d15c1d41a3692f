/** Values in values: `${A:-${B:-c}}`. Nobody goes deeper by intent. */
const MAX_DEPTH = 10;
const NAME = /[A-Za-z_][A-Za-z0-9_]*/y;

/** Variables by name; what is not there is not set. */
export type Variables = Readonly<Record<string, string | undefined>>;

/** The text with its variables filled in, or one sentence on why it can't be. */
export type Interpolated = { readonly ok: true; readonly text: string } | { readonly ok: false; readonly why: string };

class Refused extends Error {}

/**
 * Fills variables in as Compose does (compose-spec, "Interpolation"): `$A`, `${A}`, `${A:-default}`, `${A-default}`, `${A:?message}`, `${A?message}`,
 * `${A:+other}`, `${A+other}`, `$$` for a dollar; defaults may hold variables. Where Compose would warn and go on with nothing (not set, no default), this
 * refuses: what comes out is hardly the image that was meant. Never throws.
 */
export function interpolate(text: string, variables: Variables): Interpolated {
  try {
    const reader = new Reader(text, variables);
    return { ok: true, text: reader.text(0, false, true) };
  } catch (error) {
    if (error instanceof Refused) return { ok: false, why: error.message };
    throw error;
  }
}

class Reader {
  readonly #all: string;
  readonly #variables: Variables;
  #at = 0;

  constructor(all: string, variables: Variables) {
    this.#all = all;
    this.#variables = variables;
  }

  /** Reads on to the end, or to the brace that ends a default. @param counts false: nothing of it is used, so nothing in it is required. */
  text(depth: number, inBraces: boolean, counts: boolean): string {
    if (depth > MAX_DEPTH) throw new Refused('variables stand in each other too deeply');
    let out = '';
    while (this.#at < this.#all.length) {
      const character = this.#all[this.#at] ?? '';
      if (inBraces && character === '}') return out;
      this.#at += 1;
      if (character !== '$') out += character;
      else if (this.#take('$')) out += '$';
      else out += this.#take('{') ? this.#braces(depth, counts) : this.#value(this.#name(), counts);
    }
    if (inBraces) throw new Refused('a "${" is not closed');
    return out;
  }

  #braces(depth: number, counts: boolean): string {
    const name = this.#name();
    const colon = this.#take(':');
    const operator = ['-', '?', '+'].find((sign) => this.#take(sign)) ?? null;
    if (operator === null) {
      if (colon || !this.#take('}')) throw new Refused(`"\${${name}" is followed by what Compose does not know`);
      return this.#value(name, counts);
    }
    const value = this.#get(name);
    const given = colon ? value !== undefined && value !== '' : value !== undefined;
    const rest = this.text(depth + 1, true, counts && operator !== '?' && given === (operator === '+'));
    this.#at += 1;
    if (operator === '+') return given ? rest : '';
    if (given) return value ?? '';
    if (operator === '?' && counts) throw new Refused(`the variable ${name} is not set, and the file requires it`);
    return operator === '?' ? '' : rest;
  }

  #value(name: string, counts: boolean): string {
    const value = this.#get(name);
    if (value === undefined && counts) throw new Refused(`the variable ${name} is not set and has no default`);
    return value ?? '';
  }

  #get(name: string): string | undefined {
    return Object.hasOwn(this.#variables, name) ? this.#variables[name] : undefined;
  }

  #name(): string {
    NAME.lastIndex = this.#at;
    const name = NAME.exec(this.#all)?.[0];
    if (name === undefined)
      throw new Refused('a "$" is followed by no name of a variable; Compose takes "$$" for a dollar');
    this.#at += name.length;
    return name;
  }

  #take(character: string): boolean {
    if (this.#all[this.#at] !== character) return false;
    this.#at += 1;
    return true;
  }
}
