import type { GitHub } from './connect.js';
import type { Target } from './event.js';

/** The open pull request that another workflow ran on, found by what GitHub itself says, never by an artifact. */
export interface FoundPull {
  readonly number: number;
  readonly head: string;
}

/**
 * The event of `workflow_run` lists no pull requests of forks, and GitHub does not know those by their commits. It knows
 * them by the branch they come from; they must still be open at exactly that commit.
 *
 * @returns null where there is none (any more)
 * @throws what GitHub refuses
 */
export async function pullOf(
  { rest, repository }: GitHub,
  { head, from }: Extract<Target, { kind: 'workflow' }>,
): Promise<FoundPull | null> {
  const name = `${repository.owner}/${repository.repo}`.toLowerCase();
  const isIt = (pull: { state: string; head: { sha: string }; base: { repo: { full_name: string } } }): boolean =>
    pull.state === 'open' && pull.head.sha === head && pull.base.repo.full_name.toLowerCase() === name;
  const pulls =
    from === null
      ? await rest.repos.listPullRequestsAssociatedWithCommit({ ...repository, commit_sha: head })
      : await rest.pulls.list({ ...repository, state: 'open', head: `${from.owner}:${from.branch}` });
  const pull = pulls.data.find(isIt);
  return pull === undefined ? null : { number: pull.number, head };
}
