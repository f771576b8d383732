import { identityToml } from '../../cluster/deployment.js';
import { list } from '../../text/message.js';
import { deploymentToml } from '../example-toml.js';
import { defineRule } from '../rule.js';

const TOML = 'repository/conf/deployment.toml';
const TEMPLATE = 'repository/resources/conf/templates/repository/conf/registry.xml.j2';
const MOUNT = '<mount path="/_system/x"><targetPath>{{config_data.path}}</targetPath></mount>';

export default defineRule({
  id: 'toml-template-changed',
  scope: 'node',
  severity: 'info',
  since: '0.1.0',
  summary: 'a template of the pack is not the released one, so what its file will hold is not judged',
  why: 'The server writes its XML from deployment.toml by the templates in repository/resources/conf. This program follows the released ones: of a changed one it knows neither what it adds nor what it leaves out, and keeps quiet about its file.',
  remedy:
    'Undo the change if it was not meant. Else check that file by hand, or the XML that the server wrote, on every node.',
  sources: ['config-mapper JinjaParser 1.0.2 – 1.0.25; templates of carbon-kernel 4.7.1 and 4.10.9'],
  examples: {
    bad: {
      title: 'a mount of one’s own in the template',
      files: { [TOML]: deploymentToml(), [TEMPLATE]: `<wso2registry>${MOUNT}</wso2registry>` },
    },
    good: { title: 'no template is committed', files: { [TOML]: deploymentToml() } },
  },
  check(node, report) {
    const toml = identityToml(node);
    for (const name of toml?.pack.changedTemplates ?? []) {
      const file = node.files.find(({ name: path }) => path.endsWith(`/templates/repository/conf/${name}.j2`));
      if (file === undefined) continue;
      const at = { file: file.name, span: null, address: `${file.name}` };
      report({
        node,
        at,
        message: `This template is not the released one, so what ${list([name])} will hold is not known: nothing is said of it. Check it by hand, or undo the change.`,
      });
    }
  },
});
