import tomlDialect from './toml-dialect.js';
import tomlKeyRequired from './toml-key-required.js';
import tomlKeyUnknown from './toml-key-unknown.js';
import tomlReferenceInArray from './toml-reference-in-array.js';
import tomlReferenceUnresolved from './toml-reference-unresolved.js';
import tomlSecretUnresolved from './toml-secret-unresolved.js';
import tomlSyntax from './toml-syntax.js';
import tomlTemplateChanged from './toml-template-changed.js';
import tomlValueRefused from './toml-value-refused.js';
import tomlXmlUnescaped from './toml-xml-unescaped.js';

export default [
  tomlSyntax,
  tomlDialect,
  tomlKeyRequired,
  tomlKeyUnknown,
  tomlReferenceInArray,
  tomlReferenceUnresolved,
  tomlSecretUnresolved,
  tomlTemplateChanged,
  tomlValueRefused,
  tomlXmlUnescaped,
];
