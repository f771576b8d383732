/** Facts as paths and leaves: `clustering/members/0/port` → `4000`, `clustering/members#` → 1. */
export function flat(facts: unknown, prefix = ''): Record<string, unknown> {
  if (facts === null || typeof facts !== 'object') return { [prefix]: facts };
  const leaves: Record<string, unknown> = Array.isArray(facts) ? { [`${prefix}#`]: facts.length } : {};
  for (const [name, value] of Object.entries(facts)) {
    Object.assign(leaves, flat(value, prefix === '' ? name : `${prefix}/${name}`));
  }
  return leaves;
}
