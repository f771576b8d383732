export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'latin1' | 'us-ascii' | 'unsupported';

export interface Decoded {
  /** Without the byte order mark. */
  readonly text: string;
  readonly encoding: Encoding;
  /** Length of the byte order mark in bytes; 0 where there is none. */
  readonly bom: number;
  /** True when `encode` would not give the same bytes back. */
  readonly lossy: boolean;
}

/**
 * Bytes to text: the encoding is told by a byte order mark, else by an XML declaration, else it is UTF-8.
 * Never throws; what does not decode without loss comes back `lossy`, as readable as can be.
 */
export function decode(bytes: Uint8Array): Decoded {
  const mark = byteOrderMark(bytes);
  const body = bytes.subarray(mark.bom);
  const encoding = mark.encoding ?? withoutMark(body);
  if (encoding === 'unsupported') return { text: lenient(body), encoding, bom: mark.bom, lossy: true };
  const text = strictly(body, encoding);
  if (text !== null) return { text, encoding, bom: mark.bom, lossy: false };
  return { text: lenient(body, encoding), encoding, bom: mark.bom, lossy: true };
}

/**
 * Text to bytes; the inverse of `decode` for everything that was not lossy.
 * Throws a RangeError for a character the encoding lacks (see `lacks`) and for an unsupported encoding.
 */
export function encode(text: string, form: { readonly encoding: Encoding; readonly bom: number }): Uint8Array {
  if (form.encoding === 'utf-8') {
    const body = new TextEncoder().encode(text);
    return form.bom === 0 ? body : joined(Uint8Array.of(0xef, 0xbb, 0xbf), body);
  }
  if (form.encoding === 'utf-16le' || form.encoding === 'utf-16be') {
    return utf16(form.bom === 0 ? text : `\uFEFF${text}`, form.encoding === 'utf-16le');
  }
  for (let index = 0; index < text.length; index++) {
    if (lacks(form.encoding, text.charCodeAt(index))) {
      throw new RangeError(`${form.encoding} has no character for code ${text.charCodeAt(index)}`);
    }
  }
  return Uint8Array.from(Buffer.from(text, 'latin1'));
}

/** Whether an encoding cannot write a code point (in XML it then becomes a character reference). */
export function lacks(encoding: Encoding, codePoint: number): boolean {
  if (encoding === 'unsupported') return true;
  if (encoding === 'us-ascii') return codePoint > 0x7f;
  return encoding === 'latin1' && codePoint > 0xff;
}

function byteOrderMark(bytes: Uint8Array): { encoding: Encoding | null; bom: number } {
  const [a, b, c, d] = bytes;
  if (a === 0xef && b === 0xbb && c === 0xbf) return { encoding: 'utf-8', bom: 3 };
  if (a === 0xff && b === 0xfe && c === 0 && d === 0) return { encoding: 'unsupported', bom: 4 };
  if (a === 0xff && b === 0xfe) return { encoding: 'utf-16le', bom: 2 };
  if (a === 0xfe && b === 0xff) return { encoding: 'utf-16be', bom: 2 };
  return { encoding: null, bom: 0 };
}

/** XML 1.0 appendix F: `<?` shows the width of a unit even without a mark. */
function withoutMark(bytes: Uint8Array): Encoding {
  const [a, b, c, d] = bytes;
  if (a === 0x3c && b === 0 && c === 0x3f && d === 0) return 'utf-16le';
  if (a === 0 && b === 0x3c && c === 0 && d === 0x3f) return 'utf-16be';
  const label = declared(bytes);
  if (label === null || /^utf-?8$/.test(label)) return 'utf-8';
  if (/^(iso[-_]?8859-1|latin-?1|l1)$/.test(label)) return 'latin1';
  if (/^(us-)?ascii$/.test(label)) return 'us-ascii';
  // A declaration readable byte by byte cannot be UTF-16; libxml2 and Xerces read such a file as UTF-8.
  if (label.startsWith('utf-16')) return 'utf-8';
  // All of these agree with ASCII in the lower half.
  if (/^(windows-|cp125|iso-8859-|koi8|gb|big5|euc-)/.test(label) && bytes.every((byte) => byte < 0x80)) {
    return 'us-ascii';
  }
  return 'unsupported';
}

/** The encoding an XML declaration names, in lower case; null where there is none that can be read byte by byte. */
export function declared(bytes: Uint8Array): string | null {
  const head = Buffer.from(bytes.subarray(0, 1024)).toString('latin1');
  const match = /^<\?xml\s[^>]*?\sencoding\s*=\s*["']([A-Za-z][\w.-]*)["']/.exec(head);
  return match?.[1]?.toLowerCase() ?? null;
}

function strictly(bytes: Uint8Array, encoding: Exclude<Encoding, 'unsupported'>): string | null {
  if (encoding === 'us-ascii' && !bytes.every((byte) => byte < 0x80)) return null;
  // TextDecoder's iso-8859-1 is windows-1252.
  if (encoding === 'latin1' || encoding === 'us-ascii') return Buffer.from(bytes).toString('latin1');
  try {
    return new TextDecoder(encoding, { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
}

function lenient(bytes: Uint8Array, encoding?: Encoding): string {
  const label = encoding === undefined ? declared(bytes) : encoding;
  try {
    return new TextDecoder(label === 'us-ascii' ? 'utf-8' : (label ?? 'utf-8'), { ignoreBOM: true }).decode(bytes);
  } catch {
    return Buffer.from(bytes).toString('latin1');
  }
}

function utf16(text: string, littleEndian: boolean): Uint8Array {
  const view = new DataView(new ArrayBuffer(text.length * 2));
  for (let index = 0; index < text.length; index++) view.setUint16(index * 2, text.charCodeAt(index), littleEndian);
  return new Uint8Array(view.buffer);
}

function joined(head: Uint8Array, tail: Uint8Array): Uint8Array {
  const all = new Uint8Array(head.length + tail.length);
  all.set(head);
  all.set(tail, head.length);
  return all;
}
