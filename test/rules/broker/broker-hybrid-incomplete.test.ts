import rule from '../../../src/rules/broker/broker-hybrid-incomplete.js';
import { brokerToml } from '../../../src/rules/example-toml.js';
import { change, type Files } from '../../support/lint.js';
import { ruleTest } from '../../support/rule-test.js';

const TOML = 'is-1/deployment.toml';
const HYBRID = 'hybrid_mode_enabled = true';
const one = (parts: Parameters<typeof brokerToml>[0] = {}): Files => ({
  'is-1/repository/conf/deployment.toml': brokerToml(parts),
});

ruleTest(rule, {
  valid: [
    { title: 'a broker alone', files: one() },
    {
      title: 'all of it, as texts',
      files: one({ broker: 'hybrid_mode_enabled = "true"', clustering: true, cache: 'propagation_enabled = "True"' }),
    },
    {
      title: 'as the environment says',
      files: one({ broker: 'hybrid_mode_enabled = "$env{HYBRID}"', clustering: true }),
    },
    {
      title: 'propagation as the environment says',
      files: one({ broker: HYBRID, clustering: true, cache: 'propagation_enabled = "$env{P}"' }),
    },
    {
      title: 'propagation without a broker',
      files: change(
        one({ cache: 'propagation_enabled = true' }),
        TOML,
        'enabled = true\nbroker',
        'enabled = false\nbroker',
      ),
    },
    {
      title: 'a part that a tool merges',
      files: { 'is-1/deployment.toml': `[cache_invalidator.mb]\nenabled = true\n${HYBRID}\n` },
    },
  ],
  invalid: [
    {
      title: 'hybrid without propagation',
      files: one({ broker: HYBRID, clustering: true }),
      at: ['is-1/deployment.toml:44:23 error'],
      says: /Set propagation_enabled = true under \[server\.cache\]/,
      fixed: { [TOML]: /\n\[server\.cache\]\npropagation_enabled = true\n/ },
    },
    {
      title: 'hybrid without clustering',
      files: one({ broker: HYBRID, cache: 'propagation_enabled = true' }),
      at: ['is-1/deployment.toml:40:23 error'],
      says: /none is elected/,
      fixed: {},
    },
    {
      title: 'propagation without hybrid',
      files: one({ clustering: true, cache: 'propagation_enabled = true' }),
      at: ['is-1/deployment.toml:39:23 warning'],
      says: /nothing is passed on/,
      fixed: { [TOML]: /\nhybrid_mode_enabled = true\n/ },
    },
    {
      title: 'propagation without hybrid and without clustering',
      files: one({ cache: 'propagation_enabled = true # ?\ninvalidation_impl = "x"' }),
      at: ['is-1/deployment.toml:32:23 warning'],
      fixed: { [TOML]: /\n\[server\.cache\]\ninvalidation_impl = "x"\n/ },
    },
  ],
});
