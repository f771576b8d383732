import { child } from '../../syntax/xml/query.js';
import type { ElementTable } from '../../syntax/xml/schema.js';
import type { XmlElement } from '../../syntax/xml/tree.js';
import type { IdentityFacts, NodeFile } from '../model.js';
import type { Variables } from '../placeholders.js';
import { failure, placed, type Reader, type Reading, textOf } from './reading.js';

/** The namespace every element of identity.xml must be in. */
export const IDENTITY_NAMESPACE = 'http://wso2.org/projects/carbon/carbon.xml';
const ADDRESS = 'identity/dataSource';
const TERMINATING =
  'in identity.xml file. Terminating the JDBC Persistence Manager initialization. This may affect certain functionality.';

/**
 * conf/identity/identity.xml (conf/identity.xml up to 5.0) as `JDBCPersistenceManager` of carbon-identity reads it: the
 * namespace is mandatory, the datasource's name is neither trimmed nor resolved.
 */
export function readIdentity(file: NodeFile, root: XmlElement, variables: Variables): Reading<IdentityFacts> {
  const reader: Reader = { file, variables, dialect: 'none' };
  const within = (parent: XmlElement | null, name: string): XmlElement | null =>
    parent === null ? null : child(parent, name, IDENTITY_NAMESPACE);
  const manager = within(root, 'JDBCPersistenceManager');
  const dataSource = within(manager, 'DataSource');
  const name = within(dataSource, 'Name');
  const persist = within(manager, 'SessionDataPersist');
  const resolving: Reader = { ...reader, dialect: 'system' };
  const at = dataSource ?? manager ?? root;
  const failures = [];
  if (manager === null) {
    const error = `Identity Persistence Manager configuration is not available ${TERMINATING}`;
    failures.push(failure(reader, at.nameSpan, ADDRESS, error));
  } else if (dataSource === null) {
    const error = `DataSource Element is not available for JDBC Persistence Manager ${TERMINATING}`;
    failures.push(failure(reader, at.nameSpan, ADDRESS, error));
  }
  return {
    facts: {
      ...placed(reader, (manager ?? root).nameSpan, 'identity'),
      dataSource: textOf(reader, name, ADDRESS),
      sessionDataSource: null,
      sessionDataPersist: {
        enable: textOf(resolving, within(persist, 'Enable'), 'identity/sessionDataPersist/enable'),
        temporary: textOf(resolving, within(persist, 'Temporary'), 'identity/sessionDataPersist/temporary'),
      },
    },
    failures,
  };
}

export const IDENTITY_TABLE: ElementTable = {
  root: 'Server',
  namespace: IDENTITY_NAMESPACE,
  closed: { 'Server/JDBCPersistenceManager/DataSource': ['Name'] },
};
