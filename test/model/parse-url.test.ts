import { readdir, readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { HookUrl, parseUrl } from "../../src/model/hook-url.ts";

test.each([
  ["https://ci.example.com:8443/x", "ci.example.com:8443"],
  ["https://büro.example/", "xn--bro-hoa.example"],
  ["nothing", undefined],
  ["", undefined],
  ["https://", undefined],
])("the host of %s is %s", (text, host) => {
  expect(parseUrl(text)?.host).toBe(host);
});

test("a relative URL is taken from its base", () => {
  expect(parseUrl("/repos/a/b", "https://api.github.com")?.href).toBe(
    "https://api.github.com/repos/a/b",
  );
});

test("a host with other letters is one in a large fleet, too", () => {
  // Node 20's URL.canParse takes some thousand calls until it goes wrong.
  const hosts = Array.from({ length: 50_000 }, () =>
    new HookUrl("https://büro.example/hook", { kind: "live" }).host(),
  );
  expect([...new Set(hosts)]).toEqual(["xn--bro-hoa.example"]);
});

test("nobody asks URL.canParse", async () => {
  const folder = new URL("../../src/", import.meta.url);
  const names = (await readdir(folder, { recursive: true })).filter((name) => name.endsWith(".ts"));
  const texts = await Promise.all(names.map((name) => readFile(new URL(name, folder), "utf8")));
  const asking = names.filter((_, index) => /\bURL\.canParse\(/.test(texts[index] ?? ""));
  expect(asking).toEqual([]);
});
