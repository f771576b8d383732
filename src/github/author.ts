import type { GitHub } from './connect.js';
import type { MarkerFields } from './marker.js';
import { hasStatus } from './refusal.js';

/** Whoever wrote something, as GitHub tells it; null when the account is gone. */
export type User = { readonly login: string; readonly type?: string } | null;

/**
 * Who we are on GitHub. A token of an app (the job's own is one) cannot ask for its name, and only an answer to
 * something we wrote tells it. So what we write says who wrote it: a comment that quotes ours, marker and all, says
 * another name than its author's.
 */
export class Author {
  #login = 'github-actions[bot]';
  #viewer: Promise<string | null> | null = null;
  readonly #github: GitHub;

  constructor(github: GitHub) {
    this.#github = github;
  }

  /** The name to put into a marker; a guess until something was written. */
  get login(): string {
    return this.#login;
  }

  /** Takes the name from an answer. True where the guess was right. */
  learn(user: User): boolean {
    const before = this.#login;
    if (user !== null) this.#login = user.login;
    return before === this.#login;
  }

  /** Whether what carries our marker is ours. A person's account must be that of the token. */
  async isOurs(user: User, { by }: MarkerFields): Promise<boolean> {
    if (user === null || user.login !== by) return false;
    if (user.type === 'Bot') return true;
    return user.login === (await this.#tokenOwner());
  }

  /** Null for the token of an app. */
  #tokenOwner(): Promise<string | null> {
    this.#viewer ??= this.#github.rest.users.getAuthenticated().then(
      ({ data }) => data.login,
      (error: unknown) => {
        if (hasStatus(error, 401, 403, 404)) return null;
        throw error;
      },
    );
    return this.#viewer;
  }
}
