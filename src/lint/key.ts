/**
 * Identity of a finding over runs: first 16 hex digits of SHA-256 over the length-prefixed fields `1`, rule, subject,
 * address, discriminator (DESIGN §6). Never line, severity, message, value or cluster name, so that a moved line or a
 * reworded message is not a new finding. Length prefixes keep fields from running into each other.
 */
export function findingKey(
  parts: { rule: string; subject: readonly string[]; address: string; discriminator: string },
  sha256: (bytes: Uint8Array) => string,
): string {
  const fields = ['1', parts.rule, ...parts.subject, parts.address, parts.discriminator];
  const text = fields.map((field) => `${field.length}:${field}`).join('');
  return sha256(new TextEncoder().encode(text)).slice(0, 16);
}

/** Equal keys get `#2`, `#3` … in the order given. */
export function distinctKeys(keys: readonly string[]): string[] {
  const seen = new Map<string, number>();
  return keys.map((key) => {
    const count = (seen.get(key) ?? 0) + 1;
    seen.set(key, count);
    return count === 1 ? key : `${key}#${count}`;
  });
}
