import { isSecretName } from '../text/redact.js';
import type { SettingKind } from './setting.js';

/**
 * What the user handed in with `--env-file` and `--sys-file`; nothing else ever resolves a placeholder. Null where no
 * file was handed in: nobody knows which variables there are. An empty file says that there are none.
 */
export interface Variables {
  readonly env: ReadonlyMap<string, string> | null;
  readonly sys: ReadonlyMap<string, string> | null;
}

/**
 * Who replaces `${x}` in a value, and from what. They are all different:
 * - `carbon`: system property, else environment variable, until one is unknown (ServerConfiguration.replaceSystemProperty)
 * - `system`: system property, until one is unknown (CarbonUtils and DataSourceUtils.resolveSystemProperty)
 * - `member`: the first only, system property, else environment variable (axis2 ClusterBuilder.replaceVariables)
 * - `each`: every one that is a system property (Tomcat's digester, Hazelcast)
 * - `none`: nobody; the server takes `${x}` literally
 */
export type Dialect = 'carbon' | 'system' | 'member' | 'each' | 'none';

export interface Resolved {
  readonly text: string;
  readonly kind: SettingKind;
  /** A value that nobody may see went into the text. */
  readonly sensitive: boolean;
  /** The server's exception where the value makes it crash; null otherwise. */
  readonly crash: string | null;
}

/** Replaces what is known, in the dialect of the file, and says what kind of text is left. */
export function resolve(text: string, dialect: Dialect, variables: Variables): Resolved {
  if (!text.includes('${') || dialect === 'none') return { text, kind: kindOf(text), sensitive: false, crash: null };
  if (templateKind(text)) return { text, kind: 'template', sensitive: false, crash: null };
  if (dialect === 'each') return resolveEach(text, variables);
  let sensitive = false;
  let rest = text;
  let start = -1;
  // The server's own loop: it goes on only while the next `${` lies behind the last, and takes the first `}` there is.
  while (start < rest.indexOf('${')) {
    start = rest.indexOf('${');
    const end = rest.indexOf('}');
    if (end < 0) break;
    if (end < start + 2) {
      const crash = `begin ${start + 2}, end ${end}, length ${rest.length}`;
      return { text, kind: 'literal', sensitive, crash: `java.lang.StringIndexOutOfBoundsException: ${crash}` };
    }
    const name = rest.slice(start + 2, end);
    if (name === '') {
      const crash = "java.lang.IllegalArgumentException: key can't be empty";
      return { text, kind: 'literal', sensitive, crash };
    }
    const value = variables.sys?.get(name) ?? (dialect === 'system' ? undefined : variables.env?.get(name));
    if (value !== undefined) {
      rest = rest.slice(0, start) + value + rest.slice(end + 1);
      sensitive ||= variables.sys?.has(name) !== true || isSecretName(name);
    }
    if (dialect === 'member') break;
  }
  return { text: rest, kind: kindOf(rest), sensitive, crash: null };
}

function resolveEach(text: string, { sys }: Variables): Resolved {
  let sensitive = false;
  const resolved = text.replace(/\$\{([^}]*)\}/g, (whole, name: string) => {
    const value = sys?.get(name);
    if (value !== undefined && isSecretName(name)) sensitive = true;
    return value ?? whole;
  });
  return { text: resolved, kind: kindOf(resolved), sensitive, crash: null };
}

/** What a text is that nobody resolves any further. */
export function kindOf(text: string): SettingKind {
  if (templateKind(text)) return 'template';
  if (/\$secret\{|^\s*(?:secretAlias:|enc:)/i.test(text)) return 'secret';
  return /\$(?:env|sys|ref|system)?\{/.test(text) ? 'placeholder' : 'literal';
}

/**
 * Markers of the tools that write configuration before a server reads it: Jinja, Helm and mustache `{{ }}` `{% %}`,
 * ERB and EPP `<% %>`, `@TOKEN@` of ant and maven, `#_TOKEN_#`, `XX_TOKEN_XX`, `[[[ ]]]`.
 */
const MARKERS: readonly RegExp[] = [
  /\{\{|\{%|<%/,
  // Not the middle of `admin@example.com@tenant`.
  /(?<![\w.])@[A-Za-z_][\w.-]*@(?![\w.])/,
  /#_\w+_#/,
  /\bXX_\w+_XX\b/,
  /\[\[\[.*?\]\]\]/s,
];

function templateKind(text: string): boolean {
  return MARKERS.some((marker) => marker.test(text));
}
