import { child } from '../../syntax/xml/query.js';
import type { ElementTable } from '../../syntax/xml/schema.js';
import type { XmlElement } from '../../syntax/xml/tree.js';
import type { ConsentFacts, NodeFile } from '../model.js';
import type { Variables } from '../placeholders.js';
import { placed, type Reader, type Reading, textOf } from './reading.js';

/** The namespace every element of consent-mgt-config.xml must be in. */
export const CONSENT_NAMESPACE = 'http://wso2.org/carbon/consent/management';

/** conf/consent-mgt-config.xml (from 5.5): `DataSource/Name`, in the namespace only. */
export function readConsent(file: NodeFile, root: XmlElement, variables: Variables): Reading<ConsentFacts> {
  const reader: Reader = { file, variables, dialect: 'none' };
  const dataSource = child(root, 'DataSource', CONSENT_NAMESPACE);
  const name = dataSource === null ? null : child(dataSource, 'Name', CONSENT_NAMESPACE);
  const facts: ConsentFacts = {
    ...placed(reader, (dataSource ?? root).nameSpan, 'consent'),
    dataSource: textOf(reader, name, 'consent/dataSource'),
  };
  return { facts, failures: [] };
}

export const CONSENT_TABLE: ElementTable = {
  root: 'ConsentManager',
  namespace: CONSENT_NAMESPACE,
  closed: { 'ConsentManager/DataSource': ['Name'] },
};
