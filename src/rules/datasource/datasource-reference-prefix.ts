import { identityToml } from '../../cluster/deployment.js';
import { DATASOURCE_KEYS, type DatasourceKey, isBound } from '../../cluster/references.js';
import { known } from '../../server/setting.js';
import { quote } from '../../text/message.js';
import { deploymentToml } from '../example-toml.js';
import { jndiFix } from '../fix-jndi.js';
import { defineRule } from '../rule.js';

export default defineRule({
  id: 'datasource-reference-prefix',
  scope: 'node',
  severity: 'error',
  since: '0.1.0',
  summary: 'a reference to a datasource has `jdbc/` where the server adds it, or lacks it where it does not',
  why: 'Only to `[realm_manager] data_source` the server adds `jdbc/` itself: written with it, it becomes `jdbc/jdbc/…`. The other references are JNDI names as they are, and every JNDI name of a deployment.toml begins with `jdbc/`. What is not found does not start: "Name [x] is not bound in this Context".',
  remedy:
    'Write `[realm_manager] data_source` without `jdbc/`, and `data_source` of `[identity]`, `[session]`, `[authentication.consent]`, `[keystore] datasource` and the `[registry] …_datasource` keys with it.',
  noFix: 'no datasource of the node has nearly that name',
  sources: [
    'user-mgt.xml.j2, registry.xml.j2, master-datasources.xml.j2 of carbon-kernel 4.5.1 to 4.12.34; identity.xml.j2',
    'golden us-realm-ds, rg-datasources',
  ],
  examples: {
    bad: { title: 'with the prefix', files: files('jdbc/SHARED_DB') },
    good: { title: 'without', files: files('SHARED_DB') },
  },
  check(node, report) {
    const toml = identityToml(node);
    if (toml === null) return;
    for (const reference of DATASOURCE_KEYS) {
      const written = toml.written.find(({ key, inArray }) => key === reference.key && inArray === null);
      const setting = toml.effective(reference.key);
      const name = known(setting)?.trim() ?? '';
      if (written === undefined || setting === null || name === '') continue;
      const hasPrefix = name.startsWith('jdbc/');
      if (hasPrefix !== reference.prefixed || name.startsWith('java:')) continue;
      const right = hasPrefix ? name.slice('jdbc/'.length) : `jdbc/${name}`;
      const there = isBound(node, `jdbc/${hasPrefix ? right : name}`);
      report({
        node,
        at: setting,
        message: `${shown(reference)} is ${quote(setting)}: ${hasPrefix ? `the server puts "jdbc/" in front of it and looks for ${quote(`jdbc/${name}`)}` : 'the server takes it as the JNDI name, and every one begins with "jdbc/"'}, so ${reference.use} ${verb(reference)} no database ("Name [${hasPrefix ? `jdbc/${name}` : name}] is not bound in this Context"). Write ${quote(right)}${there ? '' : ', and define that datasource'}.`,
        ...jndiFix(node, setting, reference.prefixed ? 'jdbc/' : ''),
      });
    }
  },
});

/** `[realm_manager] data_source`. */
function shown({ key }: DatasourceKey): string {
  const dot = key.lastIndexOf('.');
  return `[${key.slice(0, dot)}] ${key.slice(dot + 1)}`;
}

function verb({ use }: DatasourceKey): string {
  return use.endsWith('registry') || use === 'identity data' ? 'finds' : 'find';
}

function files(name: string): Readonly<Record<string, string>> {
  return { 'deployment.toml': deploymentToml({ tables: { '[realm_manager]': `data_source = "${name}"` } }) };
}
