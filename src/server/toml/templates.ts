/** What a template must hold for the projection of its file to be right. */
interface Shape {
  /** The rendered file, below `repository/conf`. */
  readonly rendered: string;
  /** Elements and how many there are of each, comments left out. */
  readonly elements: Readonly<Record<string, number>>;
  /** Expressions that must stand in it, blanks left out. */
  readonly expressions: readonly string[];
}

/**
 * The templates whose output is modelled, as carbon-kernel 4.7.1 and 4.10.9 and product-is 6.0.0 – 7.0.0 ship them. What
 * a version adds to one (`registry.enable_mount`) is not asked for.
 */
const SHAPES: readonly Shape[] = [
  {
    rendered: 'axis2/axis2.xml',
    elements: { '<clustering ': 1, '<member>': 1 },
    expressions: [
      'enable="{{clustering.membership_schemeisdefined}}"',
      '{{clustering.local_member_host}}',
      '{{clustering.local_member_port}}',
      'inclustering.properties.items()',
      'inclustering.members',
    ],
  },
  {
    rendered: 'registry.xml',
    elements: { '<mount ': 2, '<remoteInstance ': 2, '<dbConfig ': 3, '<currentDBConfig>': 1 },
    expressions: [
      '<cacheId>{{governance_data.cache_id}}</cacheId>',
      '<cacheId>{{config_data.cache_id}}</cacheId>',
      '<targetPath>{{governance_data.path}}</targetPath>',
      '<targetPath>{{config_data.path}}</targetPath>',
    ],
  },
  {
    rendered: 'datasources/master-datasources.xml',
    elements: { '<datasource>': 6 },
    expressions: [
      '<url>{{database.shared_db.url}}</url>',
      '<url>{{database.identity_db.url}}</url>',
      '<name>jdbc/{{data.id}}</name>',
      '{%ifdatabase.userisdefined%}',
      '{%ifdatabase.configisdefined%}',
    ],
  },
  {
    rendered: 'carbon.xml',
    elements: { '<HostName>': 1, '<Offset>': 1 },
    expressions: ['<HostName>{{server.hostname}}</HostName>', '{{server.offset', '{{keystore.primary.file_name}}'],
  },
  {
    rendered: 'user-mgt.xml',
    elements: { '<UserStoreManager ': 1 },
    expressions: ['class="{{user_store.class}}"', 'jdbc/{{realm_manager.data_source}}'],
  },
];

/** Whether a committed template still has the shape that the projection follows. */
export function hasReleasedShape(rendered: string, template: string): boolean {
  const shape = SHAPES.find((one) => one.rendered === rendered);
  if (shape === undefined) return true;
  const text = withoutComments(template);
  const dense = text.replace(/\s+/g, '');
  const counts = Object.entries(shape.elements).every(
    ([element, count]) => text.split(new RegExp(element.replace(/ $/, '\\s'))).length - 1 === count,
  );
  return counts && shape.expressions.every((expression) => dense.includes(expression));
}

/** `<!-- … -->` and `{# … #}`; what is not closed stays. */
function withoutComments(template: string): string {
  return template.replace(/<!--[\s\S]*?-->|\{#[\s\S]*?#\}/g, '');
}
