import type { Cluster } from '../cluster/cluster.js';
import { terminal } from '../text/escape.js';
import { list } from '../text/message.js';
import { columns, width } from './layout.js';
import { type RoleCell, type RolesView, rolesView } from './roles-view.js';
import type { Style } from './style.js';

/** `A jdbc/WSO2CarbonDB at /_system/nodes`; raw. */
export function cellText(cell: RoleCell): string {
  const at = cell.path === null ? '' : `at ${cell.path}`;
  return [cell.mark, cell.name, at].filter((part) => part !== null && part !== '').join(' ');
}

/**
 * Who shares what: one row per role, one column per node; the same letter is the same database. A cluster that is too
 * wide for the terminal is turned round and shows the letters only.
 */
export function rolesText(cluster: Cluster, options: { readonly style: Style; readonly width: number }): string[] {
  const view = rolesView(cluster);
  if (view === null) return [];
  const { style } = options;
  const wide = columns(
    [
      ['', ...view.nodes.map(terminal)],
      ...view.rows.map((row) => [row.role, ...row.cells.map((cell) => terminal(cellText(cell)))]),
    ],
    '  ',
  );
  const table = wide.every((line) => width(line) <= options.width) ? wide : narrow(view);
  const [head = '', ...body] = table;
  return [
    [
      style('bold', `Who shares what in ${terminal(cluster.name)}`),
      style('dim', head),
      ...body,
      ...legend(view).map((line) => style('dim', `  ${line}`)),
    ].join('\n'),
  ];
}

function narrow(view: RolesView): string[] {
  return columns(
    [
      ['', ...view.rows.map(({ role }) => role)],
      ...view.nodes.map((node, index) => [
        terminal(node),
        ...view.rows.map(({ cells }) => {
          const cell = cells[index];
          return cell === undefined ? '' : terminal([cell.mark, cell.path].filter((part) => part !== null).join(' '));
        }),
      ]),
    ],
    '  ',
  );
}

const SIGNS = [
  ['?', 'the committed files do not tell'],
  ['–', 'not configured'],
  ['✗', 'refers to something that is not there'],
] as const;

/** One line per database, then which of them may be the same. */
function legend(view: RolesView): string[] {
  return [
    ...view.databases.map(
      ({ mark, text, nodes }) => `${mark}  ${terminal(text)}${nodes === null ? '' : ` on ${list(nodes)}`}`,
    ),
    ...view.maybe.map((marks) => `${list(marks)} may be the same database: the files do not tell`),
    ...signsOf(view),
  ];
}

/** What the signs mean that stand for no database, as far as they are used. */
export function signsOf({ rows }: Pick<RolesView, 'rows'>): string[] {
  const used = new Set(rows.flatMap(({ cells }) => cells.map(({ mark }) => mark)));
  return SIGNS.filter(([sign]) => used.has(sign)).map(([sign, meaning]) => `${sign}  ${meaning}`);
}
