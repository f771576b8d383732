import { identityToml, placeOfKey, textsOf } from '../../cluster/deployment.js';
import type { VersionRange } from '../../server/model.js';
import type { WrittenKey } from '../../server/toml/flatten.js';
import { compareVersions, type Version } from '../../server/version.js';
import { deploymentToml } from '../example-toml.js';
import { referenceInArrayFix } from '../fix-array.js';
import { defineRule } from '../rule.js';

/** Has config-mapper 1.0.13, which replaces variables in arrays of tables. */
const FIRST_WITH_VARIABLES: Version = [6, 0, 0];

const DATASOURCE =
  'id = "SESSION_DB"\nurl = "URL"\nusername = "iam"\npassword = "$env{DB_PASSWORD}"\ndriver = "com.mysql.cj.jdbc.Driver"';

export default defineRule({
  id: 'toml-reference-in-array',
  scope: 'node',
  severity: 'error',
  since: '0.1.0',
  summary: 'a `$ref{}` inside an array of tables, or a variable there before 6.0',
  why: 'The server does not look for `$ref{}` in `[[…]]`, in no version: the text goes into the XML file as it is, and a datasource gets "$ref{…}" for its URL. `$env{}` and `$sys{}` are replaced there from 6.0 on only; 5.9 to 5.11 do it with later updates.',
  remedy:
    'Write the value out. A datasource may also be written as a table, `[datasource.NAME]` with the `id` in it: there references work.',
  sources: [
    'config-mapper 1.0.2 – 1.0.22, ReferenceResolver',
    "run on the server's own code: golden rf-ref-in-ds",
    'https://github.com/wso2/product-is/issues/13050',
  ],
  examples: {
    bad: {
      title: 'a reference in [[datasource]]',
      files: {
        'deployment.toml': deploymentToml({
          tables: { '[[datasource]]': DATASOURCE.replace('URL', '$ref{database.identity_db.url}') },
        }),
      },
    },
    good: {
      title: 'the same in a table',
      files: {
        'deployment.toml': deploymentToml({
          tables: { '[datasource.SESSION_DB]': DATASOURCE.replace('URL', '$ref{database.identity_db.url}') },
        }),
      },
    },
  },
  check(node, report) {
    const toml = identityToml(node);
    if (toml === null) return;
    for (const written of toml.written) {
      for (const { text, span, inTable } of textsOf(written.value)) {
        if (written.inArray === null && !inTable) continue;
        const [marker, kind] = /\$(ref|env|sys)\{[^}]*\}/.exec(text) ?? [];
        const isOld = node.version !== null && isBefore(node.version, FIRST_WITH_VARIABLES);
        if (marker === undefined || (kind !== 'ref' && !isOld)) continue;
        const where = `${written.key} stands in ${arrayOf(written)}`;
        const shown = marker.replace(/:-.*\}$/, ':-…}');
        report({
          node,
          at: placeOfKey(toml, written.key, span),
          severity: kind === 'ref' ? 'error' : 'warning',
          message:
            kind === 'ref'
              ? `${where}, where the server does not replace references: "${shown}" goes into the XML file as it is. ${remedy(written)}`
              : `${where}, where servers before 6.0 do not replace variables (unless an update brought it): "${shown}" goes into the XML file as it is. ${remedy(written)}`,
          ...referenceInArrayFix(node, toml, written, span),
        });
      }
    }
  },
});

function isBefore({ max }: VersionRange, version: Version): boolean {
  return compareVersions(max, version) < 0;
}

function arrayOf({ inArray, key }: WrittenKey): string {
  return inArray === null ? `a list of tables (${key})` : `[[${inArray}]]`;
}

function remedy({ inArray }: WrittenKey): string {
  return inArray === 'datasource'
    ? 'Write the value out, or make every datasource a table of its own: [datasource.NAME], with its id.'
    : 'Write the value out.';
}
