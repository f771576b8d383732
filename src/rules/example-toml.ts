/** Pieces of the `deployment.toml` files that examples are made of. */

export interface TomlExample {
  /** Last number of the node's address; `11` when absent. */
  readonly host?: string;
  /** Replaces a whole table by its header: `'[clustering]'` → lines. An empty text leaves the table out. */
  readonly tables?: Readonly<Record<string, string>>;
}

const TABLES: readonly (readonly [header: string, lines: string])[] = [
  ['[server]', 'hostname = "iam.example.com"\nnode_ip = "10.0.1.HOST"'],
  ['[super_admin]', 'username = "opsadmin"\npassword = "$env{ADMIN_PASSWORD}"\ncreate_admin_account = true'],
  ['[user_store]', 'type = "database_unique_id"'],
  [
    '[clustering]',
    'membership_scheme = "wka"\ndomain = "iam.prod"\nlocal_member_host = "10.0.1.HOST"\nlocal_member_port = "4000"\nmembers = ["10.0.1.11:4000", "10.0.1.12:4000"]',
  ],
  ...['identity', 'shared'].map(
    (name) =>
      [
        `[database.${name}_db]`,
        `type = "mysql"\nhostname = "db.example.com"\nport = "3306"\nname = "${name}"\nusername = "iam"\npassword = "$env{DB_PASSWORD}"\npool_options.validationQuery = "SELECT 1"`,
      ] as const,
  ),
];

/** A `deployment.toml` that starts, with tables replaced, added or left out. */
export function deploymentToml({ host = '11', tables = {} }: TomlExample = {}): string {
  const known = new Set(TABLES.map(([header]) => header));
  const added = Object.entries(tables).filter(([header]) => !known.has(header));
  const all = [...TABLES.map(([header, lines]) => [header, tables[header] ?? lines] as const), ...added];
  return all
    .filter(([, lines]) => lines !== '')
    .map(([header, lines]) => `${header}\n${lines.replaceAll('HOST', host)}\n`)
    .join('\n');
}

/** Two nodes that form a cluster; what is given for the second replaces it there. */
export function tomlCluster(
  both: TomlExample['tables'] = {},
  second: TomlExample['tables'] = {},
): Readonly<Record<string, string>> {
  return {
    'is-1/deployment.toml': deploymentToml({ host: '11', tables: both }),
    'is-2/deployment.toml': deploymentToml({ host: '12', tables: { ...both, ...second } }),
  };
}

/** A node that hears of changes through a message broker; without `clustering` through nothing else. */
export function brokerToml(
  parts: {
    readonly node?: string;
    /** Lines of `[server.cache]`. */
    readonly cache?: string;
    /** More lines of `[cache_invalidator.mb]`. */
    readonly broker?: string;
    readonly topic?: string;
    readonly producer?: string;
    readonly clustering?: boolean;
  } = {},
): string {
  const { node = '1', cache = '', broker = '', topic = 'CacheTopic', producer = `node-${node}` } = parts;
  const lines = `enabled = true\nbroker_type = "jms"\nprovider_url = "failover:tcp://mq.example.com:61616"\ntopic_name = "${topic}"\nproducer_name = "${producer}"\n${broker}`;
  const off = parts.clustering === true ? {} : { '[clustering]': '' };
  const tables = { ...off, '[server.cache]': cache, '[cache_invalidator.mb]': lines.trimEnd() };
  return deploymentToml({ host: `1${node}`, tables });
}
