import { expect, test } from "vitest";
import { GitHubError } from "../../src/model/errors.ts";
import { HookUrl } from "../../src/model/hook-url.ts";
import { applyTo, secretValue } from "../support/apply-to.ts";
import { desiredHook, liveHook, managed, noSecret } from "../support/build.ts";
import { fakeWriter } from "../support/fake-writer.ts";
import { planOne } from "../support/plan-one.ts";

const credential = "https://hooks.chat.example/services/T000/B000/aCredential";
const value = secretValue({ kind: "env", name: "CI_SECRET" });

test.each([
  ["a URL of the environment", credential, "env:CHAT_URL"],
  ["a secret", value, "[secret]"],
  ["a piece of it", value.slice(0, 9), "[secret]"],
])("an error repeats %s that another request of the run carries", async (_, text, shown) => {
  const chat = new HookUrl(credential, { kind: "env", name: "CHAT_URL" });
  const declared = [
    { ...desiredHook({ secret: noSecret, events: ["push", "issues"] }), url: chat },
    desiredHook({ secret: managed(), events: ["issues"] }),
  ];
  const live = [
    liveHook({ id: 1, url: credential }),
    liveHook({ id: 2, url: declared[1]?.url.reveal() ?? "", events: ["push"] }),
  ];
  const refuse = async (): Promise<never> => {
    throw new GitHubError("validation-failed", `bad: ${text} is taken`, {
      status: 422,
      help: `See ${text}.`,
    });
  };
  const writer = fakeWriter(
    { "acme/api": live },
    { updateHook: () => refuse, updateHookConfig: () => refuse },
  );
  const { outcomes } = await applyTo(writer, planOne({ hooks: declared, live }));
  const failed = outcomes.filter(({ status }) => status === "failed");
  expect(failed.length).toBeGreaterThan(0);
  for (const outcome of failed)
    expect(outcome).toMatchObject({
      error: {
        code: "validation-failed",
        status: 422,
        message: `bad: ${shown} is taken`,
        help: `See ${shown}.`,
      },
    });
});
