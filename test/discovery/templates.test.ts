import { expect, test } from '@jest/globals';
import { templateMarker } from '../../src/discovery/templates.js';

test.each([
  ['<a><%= x %></a>', 'template (ERB): render it first'],
  ['<a>{% if x %}<b></a>', 'template (Jinja): render it first'],
  ['{{- if .Values.x }}<a>{{ end }}', 'template ({{ }}): render it first'],
  ['<a>[[[host]]]</a>', 'template ([[[ ]]]): render it first'],
  ['<a>${carbon.home}</a><b>', null],
  ['<!-- {{ x }} --><a>', null],
  ['<a', null],
])('%s', (text, reason) => {
  expect(templateMarker(text)).toBe(reason);
});
