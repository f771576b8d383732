import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { OPTIONS, type Option, OUTPUTS } from '../../src/config/options.js';
import { ROOT } from '../support/lint.js';

interface Step {
  readonly id?: string;
  readonly uses?: string;
  readonly with?: Readonly<Record<string, string>>;
}

/** Every workflow in the documentation. */
const WORKFLOWS = ['README.md', 'docs/fix-pull-request.md'].flatMap((file) =>
  [...readFileSync(join(ROOT, file), 'utf8').matchAll(/```yaml\n(name: [\s\S]*?)```/g)].map(([, text = '']) => ({
    file,
    text,
  })),
);

describe('workflows in the documentation', () => {
  test('there are some', () => expect(WORKFLOWS.length).toBeGreaterThanOrEqual(2));

  test.each(WORKFLOWS)('$file', ({ text }) => {
    const { jobs, permissions } = parse(text) as { jobs: Record<string, { steps: Step[] }>; permissions: unknown };
    expect(permissions).toBeDefined();
    const steps = Object.values(jobs).flatMap((job) => job.steps);
    const ours = steps.filter(({ uses = '' }) => uses.startsWith('wso2is-lint/'));
    const inputs = OPTIONS.filter((option: Option) => option.only !== 'cli').map(({ name }) => name as string);
    expect(ours.length).toBeGreaterThan(0);
    expect(ours.flatMap((step) => Object.keys(step.with ?? {})).filter((name) => !inputs.includes(name))).toEqual([]);
    for (const { uses = '' } of steps.filter((step) => !ours.includes(step))) expect(uses).toMatch(/@[0-9a-f]{40}$/);
    const read = [...text.matchAll(/steps\.(\w+)\.outputs\.([\w-]+)/g)];
    for (const [, id = '', output = ''] of read) {
      expect(ours.map((step) => step.id)).toContain(id);
      expect(Object.keys(OUTPUTS)).toContain(output);
    }
  });
});
