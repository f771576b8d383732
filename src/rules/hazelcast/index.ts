import hazelcastXmlMismatch from './hazelcast-xml-mismatch.js';
import hazelcastXmlOverrides from './hazelcast-xml-overrides.js';

export default [hazelcastXmlOverrides, hazelcastXmlMismatch];
