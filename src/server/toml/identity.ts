import type { ConsentFacts, IdentityFacts } from '../model.js';
import type { Page } from './page.js';

/** `identity/identity.xml`, of its 340 KB what a cluster shares. */
export function projectIdentity(page: Page): IdentityFacts {
  const { text, optional } = page;
  const persistence = 'session_data.persistence';
  return {
    ...page.at('identity', 'identity'),
    dataSource: text('identity.data_source', 'identity/dataSource'),
    sessionDataSource: optional('session.data_source', 'identity/sessionDataSource'),
    sessionDataPersist: {
      enable: text(`${persistence}.enable_persistence`, 'identity/sessionDataPersist/enable'),
      temporary: text(`${persistence}.persist_temporary_data`, 'identity/sessionDataPersist/temporary'),
    },
  };
}

/** `consent-mgt-config.xml`. */
export function projectConsent(page: Page): ConsentFacts {
  return {
    ...page.at('authentication.consent', 'consent'),
    dataSource: page.text('authentication.consent.data_source', 'consent/dataSource'),
  };
}
