import type { Connector, TomcatFacts } from '../model.js';
import type { Setting } from '../setting.js';
import type { Version } from '../version.js';
import type { Page } from './page.js';

const PROTOCOL = 'org.apache.coyote.http11.Http11NioProtocol';
const FIRST_WITH_SWITCH: Version = [5, 11, 0];
const FIRST_WITH_OWN: Version = [6, 0, 0];
const FIRST_WITH_OWN_LAST: Version = [7, 1, 0];

/** `tomcat/catalina-server.xml`: whatever stands in `[transport.https.properties]` becomes an attribute of that name. */
export function projectTomcat(page: Page): TomcatFacts {
  const { get, since } = page.release;
  const isOn = (transport: string): boolean => {
    const enabled = get(`transport.${transport}.enabled`);
    return !since(FIRST_WITH_SWITCH) || enabled?.kind !== 'scalar' || enabled.text !== 'false';
  };
  const stock = ['http', 'https'].filter(isOn).map((transport) => connector(page, transport));
  const own = since(FIRST_WITH_OWN) ? ownConnectors(page) : [];
  return {
    file: page.file,
    span: null,
    address: 'tomcat',
    shutdownPort: page.constant('8005', 'tomcat/shutdownPort'),
    connectors: since(FIRST_WITH_OWN_LAST) ? [...stock, ...own] : [...own, ...stock],
  };
}

function connector(page: Page, transport: string): Connector {
  const table = `transport.${transport}`;
  const address = addressOf(page, `${table}.properties`, transport);
  const secure = transport === 'https';
  const protocol = page.constant(PROTOCOL, `${address}/protocol`);
  return {
    ...page.at(`${table}.properties`, address),
    attributes: new Map([['protocol', protocol], ...attributes(page, `${table}.properties`, address)]),
    sslHostConfig: secure
      ? new Map(attributes(page, `${table}.sslHostConfig.properties`, `${address}/sslHostConfig`))
      : null,
    certificate: secure
      ? new Map(attributes(page, `${table}.sslHostConfig.certificate.properties`, `${address}/certificate`))
      : null,
  };
}

function ownConnectors(page: Page): Connector[] {
  const names = page.release.below('custom_transport').map(([name]) => /^([^.]+)\.properties\./.exec(name)?.[1]);
  return [...new Set(names)].flatMap((name): Connector[] => {
    if (name === undefined) return [];
    const table = `custom_transport.${name}.properties`;
    const address = addressOf(page, table, name);
    return [
      {
        ...page.at(table, address),
        attributes: new Map(attributes(page, table, address)),
        sslHostConfig: null,
        certificate: null,
      },
    ];
  });
}

function attributes(page: Page, table: string, address: string): [string, Setting][] {
  return page.release
    .below(table)
    .filter(([name]) => !name.includes('.'))
    .map(([name, key, value]) => [name, page.value(value, key, `${address}/${name}`)]);
}

/** By its port, as in the XML era. */
function addressOf(page: Page, table: string, name: string): string {
  const port = page.release.get(`${table}.port`);
  return `tomcat/connector[${port?.kind === 'scalar' && port.text !== '' ? port.text : name}]`;
}
