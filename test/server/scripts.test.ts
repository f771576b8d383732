import { describe, expect, test } from '@jest/globals';
import { readScripts } from '../../src/server/scripts.js';
import { at, fileOf, spelled } from './helper.js';

const offset = (text: string, name = '../bin/wso2server.sh') => readScripts([fileOf(name, 'script', text)]).portOffset;

describe('-DportOffset', () => {
  test.each([
    ['exec java -DportOffset=3 \\\n', '3', 'literal'],
    ['command: ["bin/wso2server.sh", "-DportOffset=2"]', '2', 'literal'],
    ["JAVA_OPTS='-Xmx1g -DportOffset=1'", '1', 'literal'],
    ['-DportOffset=$OFFSET', '$OFFSET', 'placeholder'],
    ['-DportOffset=${OFFSET:-0} \\', '${OFFSET:-0}', 'placeholder'],
    ['-DportOffset=%OFFSET% -Dx=y', '%OFFSET%', 'placeholder'],
    ['-DportOffset={{ offset }} x', '{{ offset }}', 'template'],
    ['-DportOffset=', '', 'placeholder'],
  ])('%j', (text, value, kind) => {
    const setting = offset(text);
    expect(setting).toMatchObject({ text: value, kind, address: 'scripts/portOffset', file: '../bin/wso2server.sh' });
    expect(spelled(setting)).toBe(value);
  });

  test.each([
    '# start with -DportOffset=3',
    '  #-DportOffset=3',
    'rem -DportOffset=3',
    ':: -DportOffset=3',
    'echo "usage: wso2server.sh -DportOffset=3"',
    'java -jar x.jar # -DportOffset=3',
    'PORT_OFFSET=3',
    '',
  ])('nothing in %j', (text) => expect(offset(text)).toBeNull());

  test('place, over all line ends', () => {
    expect(at(offset('a\r\nb\n  java -DportOffset=7\n'))).toBe('3:21');
  });

  test('two values that differ are unknown, two that agree are not', () => {
    expect(offset('-DportOffset=1\n-DportOffset=2')?.kind).toBe('placeholder');
    expect(offset('-DportOffset=1\n-DportOffset=1')?.kind).toBe('literal');
  });
});

test('-Dhazelcast.config', () => {
  const file = fileOf('../Dockerfile', 'script', 'ENV JAVA_OPTS="-Dhazelcast.config=/opt/hz.xml"\n');
  expect(readScripts([file])).toMatchObject({
    portOffset: null,
    hazelcastConfig: { text: '/opt/hz.xml', kind: 'literal' },
  });
});

test('what a pack starts itself with hands over nothing', () => {
  const start = `#! /bin/sh
# Optional ENV vars
if [ -z "$CARBON_HOME" ]; then
    CARBON_HOME=\`cd "$PRGDIR/.." ; pwd\`
fi
    $JAVACMD \\
    -Xms256m -Xmx1024m -XX:MaxPermSize=256m \\
    $JAVA_OPTS \\
    -Dcarbon.registry.root=/ \\
    -Dconf.location="$CARBON_HOME/repository/conf" \\
    -Dfile.encoding=UTF8 \\
    org.wso2.carbon.bootstrap.Bootstrap $*
`;
  const file = fileOf('../../bin/wso2server.sh', 'script', start);
  expect(readScripts([file])).toEqual({ portOffset: null, hazelcastConfig: null });
});

test('only scripts are read', () => {
  expect(readScripts([fileOf('x.xml', 'other', '-DportOffset=1')]).portOffset).toBeNull();
});
