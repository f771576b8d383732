import type { XmlElement } from '../syntax/xml/tree.js';
import type { NodeFile, NodeModel } from './model.js';
import { known, type Setting } from './setting.js';
import { compareVersions } from './version.js';
import { readAxis2 } from './xml/axis2.js';
import { readCarbon } from './xml/carbon.js';
import { readDatasources } from './xml/datasources.js';

/** A file the server generates does not hold what the deployment.toml beside it says. */
export interface Contradiction {
  readonly file: NodeFile;
  /** In deployment.toml, written by the user. */
  readonly written: Setting;
  /** In the generated file. */
  readonly found: Setting;
}

const VARIABLES = { env: null, sys: null };

/** What packs hold before their first start, and what is not told by the text. */
const SHIPPED =
  /^(?:|localhost|127\.0\.0\.1|0|4000|5701|true|false|multicast|wso2\.carbon\.domain|wso2carbon|org\.h2\.Driver|jdbc:h2:.*)$|[${}]/;

/**
 * Settings that the user wrote in deployment.toml and that stand otherwise in the committed generated files: these were
 * edited, or are of an earlier start. Only where the version is certain; secrets are left out.
 */
export function contradictions(node: NodeModel): readonly Contradiction[] {
  const { version, toml } = node;
  if (node.product !== 'IS' || toml === null || version === null) return [];
  if (compareVersions(version.min, version.max) !== 0) return [];
  return node.files.filter(({ role }) => role === 'generated').flatMap((file) => inFile(node, file));
}

function inFile(node: NodeModel, file: NodeFile): Contradiction[] {
  const root = file.document.xml().root;
  if (root === null || node.malformed.some((complaint) => complaint.file === file.name)) return [];
  const found = settingsOf(file, root);
  return writtenSettings(node).flatMap((written) => {
    const [other, ...more] = found.filter(({ address }) => address === written.address);
    if (other === undefined || more.length > 0 || !contradict(written, other)) return [];
    return [{ file, written, found: other }];
  });
}

/** The settings of a generated file this program compares; none of other files. */
function settingsOf(file: NodeFile, root: XmlElement): Setting[] {
  if (file.name === 'carbon.xml') {
    const { hostName, offset, forceLocalCache } = readCarbon(file, root, VARIABLES).facts.server;
    return present([hostName, offset, forceLocalCache]);
  }
  if (file.name === 'axis2/axis2.xml') {
    const { domain, membershipScheme, localMemberHost, localMemberPort } = readAxis2(file, root, VARIABLES).facts;
    return present([domain, membershipScheme, localMemberHost, localMemberPort]);
  }
  if (file.name === 'datasources/master-datasources.xml') {
    return ofDatasources(readDatasources(file, root, VARIABLES).facts ?? []);
  }
  return [];
}

function writtenSettings({ server, clustering, datasources }: NodeModel): Setting[] {
  const all = present([
    ...[server?.hostName, server?.offset, server?.forceLocalCache, clustering?.domain, clustering?.membershipScheme],
    ...[clustering?.localMemberHost, clustering?.localMemberPort],
  ]);
  return [...all, ...ofDatasources(datasources ?? [])].filter(({ origin }) => origin === 'explicit');
}

function ofDatasources(datasources: NonNullable<NodeModel['datasources']>): Setting[] {
  return datasources.flatMap(({ url, username, driverClassName }) => present([url, username, driverClassName]));
}

function present(settings: readonly (Setting | null | undefined)[]): Setting[] {
  return settings.filter((setting) => setting !== null && setting !== undefined);
}

function contradict(written: Setting, found: Setting): boolean {
  const [a, b] = [known(written)?.trim(), known(found)?.trim()];
  if (a === undefined || b === undefined || written.sensitive || found.sensitive) return false;
  return a !== b && a.toLowerCase() !== b.toLowerCase() && !SHIPPED.test(b) && !/[${}]/.test(a);
}
