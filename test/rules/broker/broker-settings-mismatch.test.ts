import rule from '../../../src/rules/broker/broker-settings-mismatch.js';
import { brokerToml } from '../../../src/rules/example-toml.js';
import { change, type Files } from '../../support/lint.js';
import { ruleTest } from '../../support/rule-test.js';

const TOML = 'is-2/deployment.toml';
const two = (parts: Parameters<typeof brokerToml>[0] = {}): Files => ({
  'is-1/repository/conf/deployment.toml': brokerToml({ ...parts, node: '1' }),
  'is-2/repository/conf/deployment.toml': brokerToml({ ...parts, node: '2' }),
});
const URL = '"failover:tcp://mq.example.com:61616"';

ruleTest(rule, {
  valid: [
    { title: 'names that differ', files: two() },
    { title: 'the type in capitals', files: change(two(), TOML, '"jms"', '"JMS"') },
    { title: 'a topic of the environment', files: change(two(), TOML, '"CacheTopic"', '"$env{TOPIC}"') },
    { title: 'a node without the broker', files: change(two(), TOML, 'enabled = true', 'enabled = false') },
    { title: 'false and absent', files: change(two(), TOML, '"jms"', '"jms"\nhybrid_mode_enabled = false') },
    {
      title: 'a failover list in another order',
      files: change(
        change(two(), TOML, URL, '"failover:(tcp://b:61616,tcp://a:61616)?randomize=false"'),
        'is-1/deployment.toml',
        URL,
        '"failover:(tcp://a:61616,tcp://b:61616)"',
      ),
    },
    {
      title: 'the topic of IBM MQ, which is not read',
      files: change(
        ['is-1', 'is-2'].reduce(
          (files, node) => change(files, `${node}/deployment.toml`, URL, '"file:/mq/jndi"'),
          two(),
        ),
        TOML,
        '"CacheTopic"',
        '"other"',
      ),
    },
  ],
  invalid: [
    {
      title: 'two topics',
      files: change(two(), TOML, '"CacheTopic"', '"cachetopic"'),
      at: ['is-1/deployment.toml:35:15 error'],
      says: /is-1 has topic_name "CacheTopic", is-2 has "cachetopic" under \[cache_invalidator\.mb\]/,
      related: ['is-2/deployment.toml:35:15'],
      address: 'cache_invalidator/topic_name',
      fixed: {},
    },
    {
      title: 'two brokers, which may know each other',
      files: change(two(), TOML, 'mq.example.com', 'mq2.example.com'),
      at: ['is-1/deployment.toml:34:17 warning'],
      says: /unless these brokers pass messages on/,
    },
    {
      title: 'two kinds',
      files: change(two(), TOML, '"jms"', '"rabbitmq"'),
      at: ['is-1/deployment.toml:33:16 error'],
    },
    {
      title: 'two modes',
      files: change(two(), TOML, '"jms"', '"jms"\nhybrid_mode_enabled = true'),
      at: ['is-1/deployment.toml:32:11 error'],
      says: /none \(so false\)/,
      related: ['is-2/deployment.toml:34:23'],
    },
    {
      title: 'another topic and another broker on one of three',
      files: {
        ...change(
          change(two(), TOML, '"CacheTopic"', "'cachetopic' # typo"),
          TOML,
          'mq.example.com',
          'mq2.example.com',
        ),
        'is-3/repository/conf/deployment.toml': brokerToml({ node: '3' }),
      },
      at: ['is-2/deployment.toml:34:17 warning', 'is-2/deployment.toml:35:15 error'],
      fixed: {
        [TOML]: [
          /\nprovider_url = "failover:tcp:\/\/mq\.example\.com:61616"\n/,
          /\ntopic_name = "CacheTopic" # typo\n/,
        ],
      },
    },
    {
      title: 'a URL that holds a password is not copied',
      files: [...Array(3).keys()].reduce(
        (files, index) =>
          change(
            files,
            `is-${index + 1}/deployment.toml`,
            URL,
            index === 1 ? '"tcp://other:61616"' : '"tcp://mq:s3nt1nel@mq.example.com:61616"',
          ),
        { ...two(), 'is-3/repository/conf/deployment.toml': brokerToml({ node: '3' }) } as Files,
      ),
      at: ['is-2/deployment.toml:34:17 warning'],
      fixed: {},
    },
  ],
});
