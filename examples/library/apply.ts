import { readFileSync } from "node:fs";
import {
  applyPlan,
  checkPlan,
  createGitHubWriter,
  createPalette,
  parseApiUrl,
  planFrom,
  readCredentials,
  readSecret,
  renderApplyResult,
  renderPlan,
} from "hookfleet";

const environment = process.env;
const apiUrl = parseApiUrl(environment["GITHUB_API_URL"] ?? "https://api.github.com");
const credentials = readCredentials(environment, (path) => readFileSync(path, "utf8"));
const github = await createGitHubWriter({ apiUrl, credentials, userAgent: "example/1.0" });
const { plan } = await planFrom({ github, apiUrl, environment, paths: ["hookfleet.yaml"] });
const palette = createPalette(process.stdout.isTTY);
process.stdout.write(`${renderPlan(plan, { palette })}\n`);

const checked = await checkPlan(plan, {
  readSecret: (source) => readSecret(source, environment),
  deliveries: github,
});
const report = await applyPlan(checked, { hooks: github });
process.stdout.write(`${renderApplyResult(report, { palette })}\n`);
if (report.outcomes.some(({ status }) => status !== "applied")) process.exitCode = 1;
