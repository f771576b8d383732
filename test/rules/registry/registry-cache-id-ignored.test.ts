import { deploymentToml } from '../../../src/rules/example-toml.js';
import rule from '../../../src/rules/registry/registry-cache-id-ignored.js';
import { change, type Files, GOOD } from '../../support/lint.js';
import { ruleTest } from '../../support/rule-test.js';

const RIGHT = /<cacheId>regadmin@jdbc:mysql:\/\/db\.example\.com:3306\/reg_db<\/cacheId><dbConfig>/;

const registry = (from: string, to: string, files: Files = GOOD): Files => change(files, 'is-2/registry.xml', from, to);
const cacheId = (text: string, files: Files = GOOD): Files =>
  registry(
    '<dbConfig>wso2registry_registry</dbConfig>',
    `<cacheId>${text}</cacheId><dbConfig>wso2registry_registry</dbConfig>`,
    files,
  );

ruleTest(rule, {
  valid: [
    {
      title: 'deployment.toml: what the server makes for another config database',
      files: {
        'deployment.toml': deploymentToml({
          tables: { '[database.config]': 'type = "mysql"\nhostname = "db"\nport = "3306"\nname = "c"\nusername = "c"' },
        }),
      },
    },

    { title: 'user@url', files: cacheId('regadmin@jdbc:mysql://db.example.com:3306/reg_db') },
    {
      title: 'the same database, written otherwise',
      files: cacheId('regadmin@jdbc:mysql://db.example.com/reg_db?useSSL=false'),
    },
    { title: 'the URL alone', files: cacheId('jdbc:mysql://db.example.com:3306/reg_db') },
    { title: 'a template', files: cacheId('{{ user }}@{{ url }}') },
    {
      title: 'a datasource that a template fills in',
      files: change(
        cacheId('x@jdbc:mysql://old/reg_db'),
        'is-2/datasources/master-datasources.xml',
        'jdbc:mysql://db.example.com:3306/reg_db',
        '{{ url }}',
      ),
    },
    {
      title: 'without a dbConfig it counts',
      files: registry(
        '<dbConfig>wso2registry_registry</dbConfig>',
        '<cacheId>x@jdbc:mysql://old/reg_db</cacheId><username>u</username><password>p</password>',
      ),
    },
  ],
  invalid: [
    {
      title: 'deployment.toml: a cache_id of its own',
      files: {
        'deployment.toml': deploymentToml({ tables: { '[config_data]': 'cache_id = "x@jdbc:mysql://old/c"' } }),
      },
      at: ['deployment.toml:39:13 info'],
      says: /^\[config_data\] cache_id is "x@jdbc:mysql:\/\/old\/c"/,
      fixed: {
        'deployment.toml': /\[config_data\]\ncache_id = "iam@jdbc:mysql:\/\/db\.example\.com:3306\/shared[^"\n]*"\n/,
      },
    },

    {
      title: 'another host',
      files: cacheId('regadmin@jdbc:mysql://old-db.example.com:3306/reg_db'),
      at: ['is-2/registry.xml:20:18 info'],
      says: /the server ignores cacheId beside a dbConfig/,
      related: ['is-2/datasources/master-datasources.xml:38:26'],
      address: 'registry/remoteInstance[instanceid]/cacheId',
      fixed: { 'is-2/registry.xml': RIGHT },
    },
    {
      title: 'a URL with a password, which stays where it is',
      files: change(
        cacheId('regadmin@jdbc:mysql://old/reg_db'),
        'is-2/datasources/master-datasources.xml',
        '3306/reg_db',
        '3306/reg_db?password=s3nt1nel&amp;x=y',
      ),
      at: ['is-2/registry.xml:20:18 info'],
      fixed: {},
    },
    {
      title: 'another database',
      files: cacheId('regadmin@jdbc:mysql://db.example.com:3306/old_db'),
      at: ['is-2/registry.xml:20:18 info'],
    },
    {
      title: 'another user',
      files: cacheId('root@jdbc:mysql://db.example.com:3306/reg_db'),
      at: ['is-2/registry.xml:20:18 info'],
    },
    {
      title: 'another database without a user',
      files: cacheId('jdbc:mysql://db.example.com:3306/old_db'),
      at: ['is-2/registry.xml:20:18 info'],
      fixed: { 'is-2/registry.xml': RIGHT },
    },
  ],
});
