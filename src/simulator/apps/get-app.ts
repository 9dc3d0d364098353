import type { Answer } from "../http/answer.ts";
import type { Exchange } from "../http/exchange.ts";
import { renderAccount } from "../repositories/render-account.ts";
import { requireApp } from "./installations.ts";

/** The App as it sees itself: what it writes is by `slug[bot]`. */
export function getApp(exchange: Exchange): Answer {
  const { id, slug } = requireApp(exchange);
  const made = "2024-01-01T00:00:00Z";
  return {
    status: 200,
    body: {
      id,
      slug,
      node_id: Buffer.from(`03:App${id}`).toString("base64"),
      client_id: `Iv1.${id}`,
      owner: renderAccount({ login: "octocat", id: 1, kind: "User" }, exchange.base),
      name: slug,
      description: null,
      external_url: "https://example.com",
      html_url: `https://github.com/apps/${slug}`,
      created_at: made,
      updated_at: made,
      permissions: {},
      events: [],
    },
  };
}
