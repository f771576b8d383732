/** Read by a person: why the findings of each rule in the real configurations are true. */
export const TRUE_BECAUSE: Readonly<Record<string, string>> = {};
