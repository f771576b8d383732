import { databaseOf } from '../../cluster/database.js';
import { identityToml } from '../../cluster/deployment.js';
import { resolveJndi } from '../../cluster/jndi.js';
import type { NodeModel } from '../../server/model.js';
import { known } from '../../server/setting.js';
import type { Version } from '../../server/version.js';
import { compareVersions } from '../../server/version.js';
import { quote } from '../../text/message.js';
import { deploymentToml } from '../example-toml.js';
import { fixWith } from '../fix.js';
import { setKey } from '../fix-toml.js';
import { defineRule } from '../rule.js';

/** Earlier releases do not read the key. */
const FIRST: Version = [6, 1, 0];

export default defineRule({
  id: 'registry-mounts-disabled',
  scope: 'node',
  severity: 'error',
  since: '0.1.0',
  summary: '[registry] enable_mount is a text, which switches the mounts off',
  why: 'The template asks whether the value is the boolean `true`. The text "true" is not: governance and config registry are then not mounted, and the node keeps them in its local registry.',
  remedy: 'Write `enable_mount = true`, without quotes, or remove the key: mounts are on without it.',
  sources: [
    'registry.xml.j2 of product-is 6.1.0 and carbon-kernel 4.10.9 (IS 7.0.0) on: `is sameas true`; golden rg-mount-off',
  ],
  examples: {
    bad: { title: 'in quotes', files: files('"true"') },
    good: { title: 'a boolean', files: files('true') },
  },
  check(node, report) {
    const toml = identityToml(node);
    const written = toml?.written.find(({ key, inArray }) => key === 'registry.enable_mount' && inArray === null);
    const setting = toml?.effective('registry.enable_mount') ?? null;
    if (toml === null || written === undefined || setting === null || node.version === null) return;
    if (compareVersions(node.version.min, FIRST) < 0) return;
    if (written.value.kind !== 'scalar' || written.value.type === 'boolean') return;
    // "false" and what else does what it says.
    if (known(setting)?.trim().toLowerCase() !== 'true') return;
    const own = isPerNode(node);
    report({
      node,
      at: setting,
      severity: own ? 'error' : 'warning',
      message: `[registry] enable_mount is the text ${quote(setting)}, and only the boolean true mounts: /_system/governance and /_system/config stay in the local registry${own ? ', an H2 file that belongs to this node alone' : ''}, and what [governance_data] and [config_data] say has no effect. Write enable_mount = true without quotes, or remove it.`,
      ...fixWith('Write enable_mount = true', 'safe', setKey(node, toml, 'registry.enable_mount', true)),
    });
  },
});

/** The local registry is embedded, as it is unless something moves it. */
function isPerNode(node: NodeModel): boolean {
  const name = known(node.registry?.dbConfigs[0]?.dataSource ?? null);
  const local = name === null ? null : resolveJndi(node, name);
  return local?.kind === 'found' && databaseOf(local.datasource)?.kind === 'embedded';
}

function files(value: string): Readonly<Record<string, string>> {
  return { 'deployment.toml': deploymentToml({ tables: { '[registry]': `enable_mount = ${value}` } }) };
}
