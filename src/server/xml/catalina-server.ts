import { attribute, child, childrenOf } from '../../syntax/xml/query.js';
import type { XmlElement } from '../../syntax/xml/tree.js';
import type { Connector, NodeFile, TomcatFacts } from '../model.js';
import type { Variables } from '../placeholders.js';
import type { Setting } from '../setting.js';
import { attributeOf, nameIn, placed, type Reader, type Reading } from './reading.js';

/** conf/tomcat/catalina-server.xml: the connectors of the first `<Service>`; `${x}` is a system property (digester). */
export function readCatalina(file: NodeFile, root: XmlElement, variables: Variables): Reading<TomcatFacts> {
  const reader: Reader = { file, variables, dialect: 'each' };
  const service = child(root, 'Service');
  const connectors = (service === null ? [] : childrenOf(service, 'Connector')).map((element, index): Connector => {
    const port = attributeOf(reader, attribute(element, 'port'), '', 'each');
    const address = `tomcat/connector[${nameIn(port, index)}]`;
    const attributes = new Map<string, Setting>();
    for (const one of element.attributes) {
      const setting = attributeOf(reader, one, `${address}/${one.name}`, 'each');
      if (setting !== null) attributes.set(one.name, setting);
    }
    return { ...placed(reader, element.nameSpan, address), attributes, sslHostConfig: null, certificate: null };
  });
  const facts: TomcatFacts = {
    ...placed(reader, root.nameSpan, 'tomcat'),
    shutdownPort: attributeOf(reader, attribute(root, 'port'), 'tomcat/shutdownPort', 'each'),
    connectors,
  };
  return { facts, failures: [] };
}
