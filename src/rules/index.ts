import broker from './broker/index.js';
import clustering from './clustering/index.js';
import consent from './consent/index.js';
import database from './database/index.js';
import datasource from './datasource/index.js';
import drift from './drift/index.js';
import hazelcast from './hazelcast/index.js';
import identity from './identity/index.js';
import intent from './intent/index.js';
import keystore from './keystore/index.js';
import registry from './registry/index.js';
import type { Rule } from './rule.js';
import security from './security/index.js';
import server from './server/index.js';
import suppression from './suppression/index.js';
import toml from './toml/index.js';
import userStore from './user-store/index.js';
import wka from './wka/index.js';
import xml from './xml/index.js';

/** Every rule, in the order of the README; a test tells when one is missing. */
export const RULES: readonly Rule[] = [
  ...clustering,
  ...wka,
  ...hazelcast,
  ...broker,
  ...database,
  ...datasource,
  ...registry,
  ...server,
  ...keystore,
  ...security,
  ...userStore,
  ...identity,
  ...consent,
  ...xml,
  ...toml,
  ...intent,
  ...drift,
  ...suppression,
];

export const RULE_IDS: readonly string[] = RULES.map((rule) => rule.id);
