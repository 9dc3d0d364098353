import { describe, expect, test } from "vitest";
import { parseApiUrl } from "../../../src/github/http/api-url.ts";
import { readProxy } from "../../../src/github/http/proxy.ts";
import { HookfleetError } from "../../../src/model/errors.ts";

const github = parseApiUrl("https://api.github.com");
const proxy = "http://proxy.example.com:3128";

describe("the variable that counts", () => {
  test.each<[string, Readonly<Record<string, string>>, string | undefined]>([
    ["none", {}, undefined],
    ["empty ones", { HTTPS_PROXY: "", https_proxy: " " }, undefined],
    ["HTTPS_PROXY", { HTTPS_PROXY: proxy, HTTP_PROXY: "http://x" }, "HTTPS_PROXY"],
    [
      "https_proxy before HTTPS_PROXY",
      { HTTPS_PROXY: "http://x", https_proxy: proxy },
      "https_proxy",
    ],
    [
      "HTTPS_PROXY where https_proxy is empty",
      { https_proxy: "", HTTPS_PROXY: proxy },
      "HTTPS_PROXY",
    ],
    ["HTTP_PROXY where there is no other", { HTTP_PROXY: proxy }, "HTTP_PROXY"],
    ["http_proxy before HTTP_PROXY", { HTTP_PROXY: "http://x", http_proxy: proxy }, "http_proxy"],
  ])("is %s", (_, environment, variable) => {
    const found = readProxy(environment, github);
    expect(found?.variable).toBe(variable);
    if (variable !== undefined) expect(found).toMatchObject({ address: proxy, bypass: undefined });
  });

  test("is never that of https for an API over plain http", () => {
    const local = parseApiUrl("http://localhost:3000");
    expect(readProxy({ HTTPS_PROXY: proxy }, local)).toBeUndefined();
  });
});

describe("a proxy", () => {
  test.each([
    ["proxy.example.com:3128", "http://proxy.example.com:3128"],
    ["http://proxy.example.com/", "http://proxy.example.com"],
    ["https://proxy.example.com:8443", "https://proxy.example.com:8443"],
    ["http://[::1]:3128", "http://[::1]:3128"],
  ])("written %s is %s", (text, address) => {
    expect(readProxy({ HTTPS_PROXY: text }, github)).toMatchObject({ address });
  });

  test("keeps its credentials to itself", () => {
    const found = readProxy({ HTTPS_PROXY: "http://me:p%40ss%2Fword@proxy:3128" }, github);
    expect(found?.credentials?.reveal()).toBe("me:p@ss/word");
    expect(JSON.stringify(found)).not.toMatch(/me:|p@ss|p%40ss/);
    expect(found?.address).toBe("http://proxy:3128");
  });

  test.each([
    "socks5://pa55word@proxy:1080",
    "http://",
    "http://%zz:pa55word@proxy",
    "::pa55word::",
  ])("%s is an error that does not show it", (text) => {
    const read = () => readProxy({ HTTPS_PROXY: text }, github);
    expect(read).toThrow(HookfleetError);
    expect(read).toThrow(expect.objectContaining({ code: "bad-proxy" }));
    expect(read).not.toThrow(/pa55word|zz|socks/);
  });
});

describe("NO_PROXY", () => {
  const asked = (list: string, api = "https://api.github.com"): string | undefined =>
    readProxy({ HTTPS_PROXY: proxy, NO_PROXY: list }, parseApiUrl(api))?.bypass;

  test.each([
    "*",
    "api.github.com",
    "API.GitHub.com",
    "github.com",
    ".github.com",
    "*.github.com",
    "localhost,github.com",
    "localhost github.com",
    "localhost , .github.com ,x",
    "api.github.com:443",
    "com",
  ])("%j names api.github.com", (list) => {
    expect(asked(list)).toBe("NO_PROXY");
  });

  test.each([
    "",
    ",",
    "hub.com",
    "example.com",
    "xapi.github.com",
    "api.github.com.example.com",
    "api.github.com:8443",
    "10.0.0.0/8",
    "*.api.github.com.",
  ])("%j does not", (list) => {
    expect(asked(list)).toBeUndefined();
  });

  test.each([
    ["10.1.2.3", "10.1.2.3"],
    ["10.0.0.0/8", "10.1.2.3"],
    ["10.1.2.3:8443", "10.1.2.3:8443"],
    ["fd00::/8", "[fd00::1]"],
    ["fd00::1", "[fd00::1]"],
    ["[fd00::1]", "[fd00::1]"],
    ["[fd00::1]:8443", "[fd00::1]:8443"],
  ])("%j names %s", (list, host) => {
    expect(asked(list, `https://${host}/api/v3`)).toBe("NO_PROXY");
  });

  test.each([
    ["10.0.0.0/33", "10.1.2.3"],
    ["11.0.0.0/8", "10.1.2.3"],
    ["2.3", "10.1.2.3"],
    ["10.1.2.3:8443", "10.1.2.3"],
    ["::/0", "10.1.2.3"],
  ])("%j does not name %s", (list, host) => {
    expect(asked(list, `https://${host}/api/v3`)).toBeUndefined();
  });

  test("no_proxy goes first", () => {
    const both = { HTTPS_PROXY: proxy, no_proxy: "example.com", NO_PROXY: "*" };
    expect(readProxy(both, github)?.bypass).toBeUndefined();
  });

  test("an empty no_proxy is an unset one, as for curl", () => {
    const both = { HTTPS_PROXY: proxy, no_proxy: "", NO_PROXY: "*" };
    expect(readProxy(both, github)?.bypass).toBe("NO_PROXY");
  });
});

describe("an API on this machine", () => {
  const local = parseApiUrl("http://127.0.0.1:3000");

  test("is asked directly: the token would cross the network in the clear", () => {
    expect(readProxy({ HTTP_PROXY: proxy }, local)?.bypass).toBe("loopback");
  });

  test.each(["http://127.0.0.1:3128", "http://localhost:3128", "http://[::1]:3128"])(
    "is asked through a proxy that is here, too: %s",
    (here) => {
      expect(readProxy({ HTTP_PROXY: here }, local)?.bypass).toBeUndefined();
      expect(readProxy({ HTTP_PROXY: here, NO_PROXY: "127.0.0.1" }, local)?.bypass).toBe(
        "NO_PROXY",
      );
    },
  );
});
