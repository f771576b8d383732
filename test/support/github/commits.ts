import { apiUrl, commitJson, filesJson, userJson } from './answers.js';
import { type Answer, type Call, cut, type Handler, nameOf, notFound, refusal } from './call.js';
import { least } from './openapi.js';
import { NOT_ACCESSIBLE } from './permissions.js';
import type { State } from './state.js';

/** A commit by its sha or by the branch of a pull request. */
function shaOf(state: State, name: string): string | null {
  if (state.commits.has(name)) return name;
  const branch = name.split(':').at(-1);
  for (const { head, base } of state.pulls.values()) {
    if (head.ref === branch) return head.sha;
    if (base.ref === branch) return base.sha;
  }
  return null;
}

/** A commit and all before it, nearest first. */
function historyOf(state: State, sha: string): readonly string[] {
  const found = new Set([sha]);
  for (const commit of found) for (const parent of state.commits.get(commit) ?? []) found.add(parent);
  return [...found];
}

/** GitHub lists no more files of a comparison. */
const MOST_FILES = 300;

function compare(call: Call): Answer {
  const { state } = call;
  const [from, to, ...more] = nameOf(call, 'basehead').split('...');
  const [base, head] = [shaOf(state, from ?? ''), shaOf(state, to ?? '')];
  if (base === null || head === null || more.length > 0) return notFound(call);
  const [before, after] = [historyOf(state, base), historyOf(state, head)];
  const common = before.find((sha) => after.includes(sha));
  if (common === undefined) return refusal(call, 404, `No common ancestor between ${base} and ${head}.`);
  const ahead = after.filter((sha) => !before.includes(sha));
  const behind = before.filter((sha) => !after.includes(sha));
  const status =
    behind.length === 0 ? (ahead.length === 0 ? 'identical' : 'ahead') : ahead.length === 0 ? 'behind' : 'diverged';
  const pull = [...state.pulls.values()].find((item) => item.head.sha === head && item.base.sha === base);
  const { shown, headers } = cut(call, ahead.toReversed());
  const url = apiUrl(state, `/compare/${base}...${head}`);
  const body = least('commit-comparison', {
    url,
    status,
    ahead_by: ahead.length,
    behind_by: behind.length,
    total_commits: ahead.length,
    base_commit: commitJson(state, base),
    merge_base_commit: commitJson(state, common),
    commits: shown.map((sha) => commitJson(state, sha)),
    files: filesJson(state, pull?.patches ?? {}, head).slice(0, MOST_FILES),
  });
  return { status: 200, body, headers };
}

/** The token of an app is nobody's: GitHub does not say whose it is. */
function whoAmI(call: Call): Answer {
  const { viewer } = call.state;
  if (viewer.type === 'Bot') return refusal(call, 403, NOT_ACCESSIBLE);
  return { status: 200, body: least('public-user', userJson(viewer)) };
}

export const COMMITS: Readonly<Record<string, Handler>> = {
  'repos/compare-commits-with-basehead': compare,
  'users/get-authenticated': whoAmI,
};
