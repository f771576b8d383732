import suppressionExpired from './suppression-expired.js';
import suppressionInvalid from './suppression-invalid.js';
import suppressionRefused from './suppression-refused.js';
import suppressionUnknownRule from './suppression-unknown-rule.js';
import suppressionUntrusted from './suppression-untrusted.js';
import suppressionUnused from './suppression-unused.js';

export default [
  suppressionInvalid,
  suppressionUnknownRule,
  suppressionRefused,
  suppressionExpired,
  suppressionUnused,
  suppressionUntrusted,
];
