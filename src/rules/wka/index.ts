import wkaDisconnected from './wka-disconnected.js';
import wkaMemberInvalid from './wka-member-invalid.js';
import wkaMemberPortMismatch from './wka-member-port-mismatch.js';
import wkaMembersEmpty from './wka-members-empty.js';
import wkaMembersIgnored from './wka-members-ignored.js';

export default [wkaMembersEmpty, wkaMemberInvalid, wkaMemberPortMismatch, wkaDisconnected, wkaMembersIgnored];
