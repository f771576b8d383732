import { createHash } from 'node:crypto';
import type { NodeFile } from '../../../src/server/model.js';
import type { PackFiles } from '../../../src/server/toml/pack.js';
import { parseDeployment, readToml, type TomlSections } from '../../../src/server/toml/read.js';
import type { Version } from '../../../src/server/version.js';
import { createDocument } from '../../../src/syntax/document.js';

export const NO_PACK: PackFiles = { defaults: null, inferences: null, mappings: null };

export interface Given {
  /** One version, or the first and the last of a range. */
  readonly versions?: readonly [Version, Version?];
  readonly env?: Readonly<Record<string, string>>;
  readonly sys?: Readonly<Record<string, string>>;
  readonly pack?: Partial<PackFiles>;
  readonly templates?: Readonly<Record<string, string>>;
}

export function fileOf(text: string): NodeFile {
  const document = createDocument(Buffer.from(text), (bytes) => createHash('sha256').update(bytes).digest('hex'));
  return { name: 'deployment.toml', path: 'is-1/deployment.toml', role: 'deployment-toml', document };
}

/** What a server makes of a deployment.toml; IS 7.1.0 unless said otherwise. */
export function readText(text: string, given: Given = {}): TomlSections {
  const [min, max = min] = given.versions ?? [[7, 1, 0]];
  return readToml(parseDeployment(fileOf(text)), {
    version: { min, max, setting: null },
    variables: {
      env: given.env === undefined ? null : new Map(Object.entries(given.env)),
      sys: given.sys === undefined ? null : new Map(Object.entries(given.sys)),
    },
    packFiles: { ...NO_PACK, ...given.pack },
    templates: new Map(Object.entries(given.templates ?? {})),
    keystoreFiles: new Map(),
  });
}

/** A deployment.toml that starts, with what is given added below. */
export function starting(more = ''): string {
  return `[server]
hostname = "iam.example.com"
node_ip = "10.0.1.11"

[super_admin]
username = "admin"
password = "secret"

[user_store]
type = "database_unique_id"

[database.identity_db]
type = "mysql"
url = "jdbc:mysql://db:3306/identity"
username = "iam"
password = "secret"

[database.shared_db]
type = "mysql"
url = "jdbc:mysql://db:3306/shared"
username = "iam"
password = "secret"

${more}`;
}
