import rule from '../../../src/rules/toml/toml-template-changed.js';
import { type Files, GOOD_TOML } from '../../support/lint.js';
import { ruleTest } from '../../support/rule-test.js';

const TEMPLATES = 'is-2/repository/resources/conf/templates/repository/conf';
/** As `short` tells it. */
const SHOWN = TEMPLATES.replace('/repository/conf', '');
const USERS = `<UserManager><Realm><Configuration><Property name="dataSource">jdbc/{{ realm_manager.data_source }}</Property></Configuration>
<UserStoreManager class="{{user_store.class}}"/></Realm></UserManager>`;
const withTemplate = (name: string, text: string): Files => ({ ...GOOD_TOML, [`${TEMPLATES}/${name}.j2`]: text });

ruleTest(rule, {
  valid: [
    { title: 'no template', files: GOOD_TOML },
    { title: 'a released one', files: withTemplate('user-mgt.xml', USERS) },
    { title: 'a template that is not modelled', files: withTemplate('log4j2.properties', 'x') },
  ],
  invalid: [
    {
      title: 'a store of one’s own',
      files: withTemplate('user-mgt.xml', USERS.replace('{{user_store.class}}', 'com.example.Store')),
      at: [`${SHOWN}/user-mgt.xml.j2 info`],
      says: /what user-mgt\.xml will hold is not known/,
    },
    {
      title: 'a second store',
      files: withTemplate('user-mgt.xml', USERS.replace('</Realm>', '<UserStoreManager class="x"/></Realm>')),
      at: [`${SHOWN}/user-mgt.xml.j2 info`],
    },
    {
      title: 'two templates',
      files: {
        ...withTemplate('registry.xml', '<wso2registry/>'),
        ...withTemplate('carbon.xml', '<Server/>'),
        [`${TEMPLATES}/registry.xml.j2`]: '<wso2registry/>',
      },
      at: [`${SHOWN}/carbon.xml.j2 info`, `${SHOWN}/registry.xml.j2 info`],
    },
  ],
});
