import xmlMalformed from './xml-malformed.js';
import xmlNamespace from './xml-namespace.js';
import xmlStructure from './xml-structure.js';
import xmlWhitespaceInReference from './xml-whitespace-in-reference.js';

export default [xmlMalformed, xmlNamespace, xmlWhitespaceInReference, xmlStructure];
