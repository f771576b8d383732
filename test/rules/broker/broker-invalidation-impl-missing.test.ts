import rule from '../../../src/rules/broker/broker-invalidation-impl-missing.js';
import { brokerToml } from '../../../src/rules/example-toml.js';
import { change, type Files } from '../../support/lint.js';
import { ruleTest } from '../../support/rule-test.js';

const TOML = 'is-1/deployment.toml';
const one = (parts: Parameters<typeof brokerToml>[0] = {}): Files => ({
  'is-1/repository/conf/deployment.toml': brokerToml(parts),
});

ruleTest(rule, {
  valid: [
    { title: 'clustering is on', files: one({ clustering: true }) },
    { title: 'the broker is off', files: change(one(), TOML, 'enabled = true', 'enabled = false') },
    { title: 'perhaps off', files: change(one(), TOML, 'enabled = true', 'enabled = "$env{MB}"') },
    { title: 'a sender that the environment names', files: one({ cache: 'invalidation_impl = "$env{SENDER}"' }) },
    { title: 'a sender of its own', files: one({ cache: 'invalidation_impl = "com.acme.Sender"' }) },
    {
      title: 'a part that a tool merges',
      files: { 'is-1/deployment.toml': '[cache_invalidator.mb]\nenabled = true\n' },
    },
    {
      title: 'another product',
      files: { ...one(), 'is-1/repository/conf/carbon.xml': '<Server><ServerKey>AM</ServerKey></Server>' },
    },
  ],
  invalid: [
    ...['7.0.0', '7.1.0', '7.3.0'].map((productVersion) => ({
      title: `the broker alone on IS ${productVersion}`,
      files: one(),
      productVersion,
      at: ['is-1/deployment.toml:32:11 error'],
      says: [/drops every invalidation without a word/, /invalidation_impl is not set/, /JMSProducer/],
      address: 'server/cacheInvalidationImpl',
    })),
    {
      title: 'before 7.0',
      files: one(),
      productVersion: '5.11.0',
      at: ['is-1/deployment.toml:32:11 warning'],
      says: /drops what clears a whole tenant/,
      fixed: { [TOML]: /\ninvalidation_impl = "org\.wso2\.carbon\.cache\.sync\.jms\.manager\.JMSProducer"\n/ },
    },
    { title: 'the version is not known', files: one(), at: ['is-1/deployment.toml:32:11 warning'] },
    {
      title: 'RabbitMQ',
      files: change(one(), TOML, '"jms"', '"rabbitmq"'),
      productVersion: '7.1.0',
      at: ['is-1/deployment.toml:32:11 error'],
      fixed: {},
    },
    {
      title: 'a text as the switch',
      files: change(one(), TOML, 'enabled = true', 'enabled = "TRUE"'),
      productVersion: '7.1.0',
      at: ['is-1/deployment.toml:32:12 error'],
    },
    {
      title: 'the sender of the server, written',
      files: one({
        cache: 'invalidation_impl = "org.wso2.carbon.caching.impl.clustering.ClusterCacheInvalidationRequestSender"',
      }),
      productVersion: '7.1.0',
      at: ['is-1/deployment.toml:32:22 error'],
      says: /invalidation_impl is "org\.wso2/,
      fixed: { [TOML]: /\ninvalidation_impl = "org\.wso2\.carbon\.cache\.sync\.jms\.manager\.JMSProducer"\n/ },
    },
  ],
});
