import type { AuthClient } from "google-auth-library";
import { authClientOf } from "./authClient";
import type { Identity } from "./credentials";

/** Another identity, for when the first one's access token is refused. */
export interface Fallback {
  readonly identity: Identity;
  /** Called when it is taken up. */
  onTaken(refused: Identity, taken: Identity): void;
}

/** Who calls: one access token for all requests, had on first use. */
export class Caller {
  private client: Promise<AuthClient> | undefined;

  constructor(
    private identity: Identity,
    private fallback?: Fallback,
  ) {}

  /** Where the access token was set, if it can't be renewed. */
  get fixedTokenSource(): string | undefined {
    const { credentials, impersonation, source } = this.identity;
    return credentials.kind === "accessToken" && !impersonation ? source : undefined;
  }

  /** @throws AuthError when no client can be made; the next call tries again. */
  authClient(): Promise<AuthClient> {
    this.client ??= authClientOf(this.identity).catch((error: unknown) => {
      this.client = undefined;
      throw error;
    });
    return this.client;
  }

  /**
   * Takes up the other identity, after an access token was refused.
   *
   * @param refused - whose token it was.
   * @returns whether there is another one to try.
   */
  async fallBack(refused: AuthClient): Promise<boolean> {
    if ((await this.client) !== refused) return true;
    if (!this.fallback) return false;
    const { identity, onTaken } = this.fallback;
    onTaken(this.identity, identity);
    this.identity = identity;
    this.fallback = undefined;
    this.client = undefined;
    return true;
  }
}
