import { expect, test } from "vitest";
import { hookSettingsUrl } from "../../src/model/hook-link.ts";
import type { Scope } from "../../src/model/scope.ts";

const organization: Scope = { kind: "organization", owner: "acme" };
const repository: Scope = { kind: "repository", owner: "acme", repository: "api.js" };

test.each([
  ["https://api.github.com", "https://github.com"],
  ["https://github.com", "https://github.com"],
  ["https://api.octo.ghe.com", "https://octo.ghe.com"],
  ["https://octo.ghe.com", "https://octo.ghe.com"],
  ["https://github.example.com/api/v3", "https://github.example.com"],
  ["https://github.example.com:8443/api/v3/", "https://github.example.com:8443"],
  ["https://api.example.com/api/v3", "https://api.example.com"],
  ["https://api.github.com.example.com/api/v3", "https://api.github.com.example.com"],
  ["http://127.0.0.1:3000", "http://127.0.0.1:3000"],
  ["https://user:password@github.example.com/api/v3?x=1#y", "https://github.example.com"],
])("%s has the settings of its hooks on %s", (server, website) => {
  expect(hookSettingsUrl(repository, 7, server)).toBe(`${website}/acme/api.js/settings/hooks/7`);
  expect(hookSettingsUrl(organization, 7, server)).toBe(
    `${website}/organizations/acme/settings/hooks/7`,
  );
  expect(hookSettingsUrl("acme/api.js", 7, server)).toBe(hookSettingsUrl(repository, 7, server));
  expect(hookSettingsUrl("acme", 7, server)).toBe(hookSettingsUrl(organization, 7, server));
});

test.each([null, undefined, 0, -1])("a hook that is not there (%s) has no page", (id) => {
  expect(hookSettingsUrl(repository, id, "https://api.github.com")).toBeNull();
});

test.each(["", "nonsense", "javascript:alert(1)", "file:///etc"])(
  "%j is no server, so there is no link",
  (server) => {
    expect(hookSettingsUrl(repository, 7, server)).toBeNull();
  },
);

test("names cannot leave their place in the path", () => {
  const odd: Scope = { kind: "repository", owner: "a b", repository: "../c?d#e\u001b\ud800" };
  expect(hookSettingsUrl(odd, 7, "https://api.github.com")).toBe(
    "https://github.com/a%20b/..%2Fc%3Fd%23e%1B%EF%BF%BD/settings/hooks/7",
  );
});
