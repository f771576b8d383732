import type { Cluster, Comparison } from '../../cluster/cluster.js';
import type { Drift } from '../../cluster/drift/drift.js';
import { differenceText, quotedValues } from '../../cluster/drift/words.js';
import type { NodeModel } from '../../server/model.js';
import { list } from '../../text/message.js';
import { defineRule, type NodePlace, type RelatedPlace, type Report } from '../rule.js';

type Found = Drift['settings'][number];
type Value = Found['values'][number];

export default defineRule({
  id: 'drift-setting',
  scope: 'cluster',
  wholeHome: true,
  severity: 'warning',
  since: '0.1.0',
  profile: 'pedantic',
  summary: 'a setting, or a whole file, is not the same on all nodes and is not one that may differ',
  why: 'Nodes behind one load balancer that are configured differently answer differently, by which of them a request reaches: a fault that comes and goes, and that nobody can repeat. What was changed by hand on one server is lost with its next deployment.',
  remedy:
    'Make the setting equal on all nodes. Where it is meant to differ, name its address under `mayDiffer` of the cluster in .wso2is-lint.yml. The command `drift` always runs this rule and shows all settings as a table.',
  noFix: 'nothing says which value is meant',
  sources: [
    'WSO2 IS documentation, "Deploy WSO2 Identity Server as a cluster": the nodes are configured alike but for host names, ports and member addresses',
  ],
  examples: {
    bad: {
      title: 'the cache of one node lives four times as long',
      files: { 'is-1/carbon.xml': carbon('15'), 'is-2/carbon.xml': carbon('60') },
    },
    good: {
      title: 'equal, however it is written',
      files: { 'is-1/carbon.xml': carbon('15'), 'is-2/carbon.xml': carbon(' 15 ') },
    },
  },
  check(cluster, report) {
    for (const comparison of cluster.comparisons?.() ?? []) {
      for (const setting of comparison.drift.settings) report(reportOfSetting(comparison, setting));
      for (const { file, missingOn } of comparison.drift.files) {
        const found = reportOfFile(cluster, comparison, file, missingOn);
        if (found !== null) report(found);
      }
    }
  },
});

function reportOfSetting({ sides, self }: Comparison, found: Found): Report {
  const placeOf = ({ node, span }: Value): NodePlace | null => {
    const model = sides.find(({ name }) => name === node)?.node;
    return model === undefined ? null : { node: model, at: { file: found.file, span, address: found.address } };
  };
  const shown = quotedValues(found.values);
  const placed = found.values.flatMap((value, index): (RelatedPlace & { value: Value })[] => {
    const place = placeOf(value);
    const told = `${list([value.node])} has ${shown[index]}`;
    return place === null ? [] : [{ ...place, value, message: told }];
  });
  const primary =
    placed.find(({ value }) => found.odd.includes(value.node)) ??
    placed.find(({ node }) => self === null && node.files.some((file) => file.name === found.file && file.changed)) ??
    placed[0];
  const { node, at } = primary ?? { node: sides[0]?.node as NodeModel, at: { ...NOWHERE, address: found.address } };
  return {
    node,
    at,
    address: found.address,
    related: placed.filter((each) => each !== primary).map(({ value: _, ...place }) => place),
    ...discriminatorOf(self),
    yields: self === null,
    message: differenceText(found, self),
  };
}

const NOWHERE = { file: '', span: null } as const;

function discriminatorOf(self: string | null): { readonly discriminator?: string } {
  return self === null ? {} : { discriminator: `against/${self}` };
}

function reportOfFile(
  { nodes }: Cluster,
  { sides, self }: Comparison,
  file: string,
  missingOn: readonly string[],
): Report | null {
  const at = { file, span: null, address: file };
  const missing = sides.find(({ name }) => missingOn.includes(name));
  if (missing === undefined) return null;
  const holders = sides.filter(({ name }) => !missingOn.includes(name));
  // What is not elsewhere is told where it is.
  const primary = self !== null && !nodes.includes(missing.node) ? (holders[0] ?? missing) : missing;
  return {
    node: primary.node,
    at,
    related: holders
      .filter((holder) => holder !== primary)
      .map(({ name, node }) => ({ node, at, message: `${list([name])} has it` })),
    discriminator: self === null ? 'file' : `against/${self}/file`,
    yields: self === null,
    message: `${list(missingOn)} ${missingOn.length === 1 ? 'has' : 'have'} no ${file}, which ${list(holders.map(({ name }) => name))} ${holders.length === 1 ? 'has' : 'have'}: the server then does what it does without it. Put it on all or on none.`,
  };
}

function carbon(timeout: string): string {
  return `<Server xmlns="http://wso2.org/projects/carbon/carbon.xml">
  <ServerKey>IS</ServerKey>
  <Ports><Offset>0</Offset></Ports>
  <Cache>
    <DefaultCacheTimeout>${timeout}</DefaultCacheTimeout>
  </Cache>
</Server>
`;
}
