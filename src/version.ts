declare const __REGDOCTOR_VERSION__: string | undefined;

/** Version of this build; tests that run from source see `0.0.0-source`. */
export const VERSION = typeof __REGDOCTOR_VERSION__ === 'string' ? __REGDOCTOR_VERSION__ : '0.0.0-source';
