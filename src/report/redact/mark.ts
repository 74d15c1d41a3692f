/** Field of `inputs` that says that names were replaced: such a report can't be diagnosed again, names and certificates being part of what decides. */
export const NAMES_REPLACED = 'namesReplaced';
