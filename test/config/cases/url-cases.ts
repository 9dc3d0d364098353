import { type Case, hookAt, plain, withHooks } from "./case.ts";

const one = (url: string, ...codes: readonly string[]): Case => ({
  title: url,
  files: withHooks(hookAt(url)),
  findings: codes.map((code) => `${code}@5:16`),
});

export const urlCases: readonly Case[] = [
  one("https://ci.example.com/hook"),
  one("HTTPS://CI.example.com:8443/hook?a=b"),
  one("https://192.0.2.1/hook"),
  one("ftp://ci.example.com/", "bad-url"),
  one("ci.example.com/hook", "bad-url"),
  one("https:/ci.example.com", "bad-url"),
  one("https://", "bad-url"),
  one("https:///hook", "bad-url"),
  one("https://:8443/hook", "bad-url"),
  one("https://ci.example.com:99999/", "bad-url"),
  one("https://ci example.com/", "bad-url"),
  one("https://ci.example.com/a b", "bad-url"),
  one("https://ci.example.com/\\u0007", "bad-url"),
  one("https://ci.example.com/a\\\\b", "bad-url"),
  one("https://ci.example.com/{", "bad-url"),
  one("", "bad-url"),
  one("http://ci.example.com/", "insecure-url"),
  one("http://user@ci.example.com/", "credentials-in-url", "insecure-url"),
  one("https://ci.example.com/hooks/0123456789abcdef0123", "credentials-in-url"),
  one("https://ci.example.com/hooks?token=abc", "credentials-in-url"),
  one("https://ci.example.com/hooks?job=abc"),
  one("https://localhost/", "local-address"),
  one("https://ci.localhost/", "local-address"),
  one("https://ci.internal/", "local-address"),
  one("https://127.0.0.1:3000/", "local-address"),
  one("https://0x7f.1/", "local-address"),
  one("https://10.1.2.3/", "local-address"),
  one("https://100.64.0.1/", "local-address"),
  one("https://169.254.1.1/", "local-address"),
  one("https://172.16.0.1/", "local-address"),
  one("https://172.32.0.1/"),
  one("https://192.168.1.1/", "local-address"),
  one("https://[::1]/", "local-address"),
  one("https://[fd00::1]/", "local-address"),
  one("https://[::ffff:10.0.0.1]/", "local-address"),
  one("https://[2001:db8::1]/"),
  {
    title: "a template is judged once, and also if nothing uses it",
    files: `version: 1\ntemplates: { t: { url: "http://ci.example.com/", secret: none } }\n`,
    findings: ["unused-template@2:14", "insecure-url@2:24"],
  },
  {
    title: "previous URLs",
    files: withHooks(
      `{ url: "https://a.example.com/", previous_urls: ["http://a.example.com/", "x y"], ${plain} }`,
    ),
    findings: ["bad-url@5:83"],
  },
  {
    title: "insecure_ssl",
    files: withHooks(`{ url: "https://a.example.com/", insecure_ssl: true, ${plain} }`),
    findings: ["insecure-ssl@5:56"],
  },
  ...["ignore", "protect"].map((key) => ({
    title: `globs in ${key}`,
    files: `version: 1\n${key}: ["https://a.example.com/**", "**a**", "*://a/", "hooks.zapier.com/*", "https://"]\n`,
    findings:
      key === "ignore" ? ["bad-glob@2:57", "bad-glob@2:79"] : ["bad-glob@2:58", "bad-glob@2:80"],
  })),
];
