import { renderAccount } from "../repositories/render-account.ts";
import type { World } from "../world/world.ts";

const botId = 41_898_282;

/** Whoever wrote something: an account of the world, or somebody whom nobody else knows. */
export function renderAuthor(
  world: World,
  login: string,
  base: string,
): Readonly<Record<string, unknown>> {
  const account = world.accounts.get(login.toLowerCase());
  if (account !== undefined) return renderAccount(account, base);
  const kind = login.endsWith("[bot]") ? "Bot" : "User";
  return renderAccount({ login, id: botId, kind }, base);
}
