import { type Case, hookAt, plain, withHooks } from "./case.ts";

/** A file with one template, whose `with` begins at 2:19, and hooks that stand from 6:9 on. */
const withTemplate = (template: string, ...hooks: readonly string[]): string =>
  withHooks(...hooks).replace(
    "version: 1\n",
    `version: 1\ntemplates: { t: { ${template}, ${plain} } }\n`,
  );

export const parameterCases: readonly Case[] = [
  {
    title: "from the template",
    files: withTemplate('with: { a: b }, url: "https://x.example.com/{a}"', "{ use: t }"),
    findings: [],
  },
  {
    title: "from the entry, over that of the template",
    files: withTemplate(
      'with: { a: "{repo}" }, url: "https://x.example.com/{a}"',
      "{ use: t, with: { a: b } }",
    ),
    findings: [],
  },
  {
    title: "without a template",
    files: withHooks(`{ with: { a: "{owner}" }, url: "https://x.example.com/{a}", ${plain} }`),
    findings: [],
  },
  {
    title: "from nobody, at the entry that could give it",
    files: withTemplate('url: "https://x.example.com/{a}"', "{ use: t }"),
    findings: ["unknown-parameter@6:16"],
  },
  {
    title: "from nobody, in the entry's own URL",
    files: withHooks(`{ url: "https://x.example.com/{a}/{}", ${plain} }`),
    findings: ["unknown-parameter@5:16", "unknown-parameter@5:16"],
  },
  {
    title: "inside a value",
    files: withTemplate(
      'with: { a: "{b}-{owner}" }, url: "https://x.example.com/{a}"',
      "{ use: t }",
    ),
    findings: ["unknown-parameter@2:30"],
  },
  {
    title: "{repo} in an organization's own hook",
    files: withHooks(hookAt("https://x.example.com/{owner}/{repo}")),
    findings: ["unknown-parameter@5:16"],
  },
  {
    title: "{repo} inside a value, in an organization's own hook",
    files: withTemplate('with: { a: "{repo}" }, url: "https://x.example.com/{a}"', "{ use: t }"),
    findings: ["unknown-parameter@2:30"],
  },
  {
    title: "unused by the template",
    files: withTemplate('with: { a: b }, url: "https://x.example.com/"', "{ use: t }"),
    findings: ["unused-parameter@2:27"],
  },
  {
    title: "unused by the entry",
    files: withTemplate('url: "https://x.example.com/"', "{ use: t, with: { a: b } }"),
    findings: ["unused-parameter@6:27"],
  },
  {
    title: "unused because the entry replaces the URL",
    files: withTemplate(
      'with: { a: b }, url: "https://x.example.com/{a}"',
      '{ use: t, url: "https://y.example.com/" }',
    ),
    findings: [],
  },
  {
    title: "used by previous URLs alone",
    files: withTemplate(
      'with: { a: b }, url: "https://x.example.com/", previous_urls: ["https://y.example.com/{a}"]',
      "{ use: t }",
    ),
    findings: [],
  },
  {
    title: "reserved names",
    files: withTemplate(
      'with: { owner: b, repo: c }, url: "https://x.example.com/{owner}"',
      "{ use: t }",
    ),
    findings: ["reserved-parameter@2:27", "reserved-parameter@2:37"],
  },
  {
    title: "values that are no strings",
    files: withHooks(`{ with: { a: 1, b: true }, url: "https://x.example.com/{a}{b}", ${plain} }`),
    findings: ["wrong-type@5:22", "wrong-type@5:28"],
  },
  {
    title: "in the host",
    files: withHooks(`{ with: { a: ci.eu }, url: "https://{a}.example.com/", ${plain} }`),
    findings: [],
  },
  ...["a/b", "a b", "a_b", "a@b", "a?b"].map((value) => ({
    title: `"${value}" in the host`,
    files: withHooks(`{ with: { a: ${value} }, url: "https://{a}.example.com/", ${plain} }`),
    findings: ["bad-url@5:9"],
  })),
  {
    title: "that would lead out of its path",
    files: withTemplate(
      'with: { a: ".." }, url: "https://x.example.com/{a}/y"',
      "{ use: t }",
      "{ use: t, with: { a: b } }",
    ),
    findings: ["bad-url@6:9"],
  },
  {
    title: "with characters that cannot be seen",
    files: withHooks(
      `{ with: { a: "\\u202E", b: "\\uD800" }, url: "https://x.example.com/{a}/{b}", ${plain} }`,
    ),
    findings: ["bad-url@5:22", "bad-url@5:35"],
  },
  {
    title: "that make a URL too long, in the path or the path of old",
    files: withHooks(
      ...["url", "previous_urls"].map(
        (key) =>
          `{ with: { a: ${"a-".repeat(120)} }, ${key === "url" ? "" : 'url: "https://y.example.com/", '}${key}: ${key === "url" ? '"https://x.example.com/{a}"' : '["https://z.example.com/{a}"]'}, ${plain} }`,
      ),
    ),
    findings: ["long-url@5:9", "long-url@6:9"],
  },
  {
    title: "a template that is not there",
    files: withTemplate('url: "https://x.example.com/"', "{ use: t }", "{ use: tt }"),
    findings: ["unknown-template@7:16"],
  },
  {
    title: "a template that nothing uses",
    files: `version: 1\ntemplates: { t: {} }\n`,
    findings: ["unused-template@2:14"],
  },
  {
    title: "a template that uses another",
    files: withTemplate('use: x, url: "https://x.example.com/"', "{ use: t }"),
    findings: ["unknown-key@2:19"],
  },
];
