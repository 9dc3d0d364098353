/**
 * hookfleet as a library: webhooks of GitHub organizations and repositories as code.
 *
 * Data flows one way: `planFrom` reads the configuration and GitHub and gives a plan, `checkPlan` applies
 * the guards to it, `applyPlan` carries it out, `render…` and `…Document` show it. Nothing here prints,
 * reads the environment or ends the process; only the functions that say so touch files or the network.
 *
 * @example examples/library/apply.ts: load, plan, check, apply and report
 */

// Check and apply.
export { type ApplyOptions, applyPlan } from "./apply/apply-plan.ts";
export { type CheckedPlan, type CheckPlanOptions, checkPlan } from "./apply/check-plan.ts";
// Load and plan.
export { type LoadConfigOptions, loadConfig } from "./config/load-config.ts";
export { readSecret } from "./config/read-secret.ts";
export type { LoadedConfig } from "./config/resolve-sources.ts";
// Show and save.
export {
  type PlanContentOptions,
  type PlanMeta,
  planDocument,
  type ShowOptions,
} from "./documents/plan-document.ts";
export { reportDocument } from "./documents/report-document.ts";
export { type PlanFrom, type PlanFromOptions, planFrom } from "./fleet/plan-from.ts";
// GitHub.
export type {
  CacheOptions,
  ClientOptions,
  GitHubReader,
  GitHubWriter,
  RequestLog,
  WaitNotice,
} from "./github/client-options.ts";
export { createGitHubReader, createGitHubWriter } from "./github/create-clients.ts";
export { type ApiUrl, parseApiUrl } from "./github/http/api-url.ts";
export { type Credentials, readCredentials } from "./github/http/credentials.ts";
export { type ProxySetting, readProxy } from "./github/http/proxy.ts";
export type { Clock } from "./model/clock.ts";
export type { Diagnostic } from "./model/diagnostic.ts";
export type { Environment } from "./model/environment.ts";
// Errors.
export { DiagnosticsError, GitHubError, HookfleetError, PlanRefused } from "./model/errors.ts";
export type { ReportDocument } from "./model/generated/documents.ts";
export type { DeliveryReader, HookWriter } from "./model/github-port.ts";
export type { ApplyEvent, ApplyReport } from "./model/outcome.ts";
export type { Action, Plan } from "./model/plan.ts";
export type { ActionOrigin, PlanDocument } from "./model/plan-document.ts";
export { Secret } from "./model/secret.ts";
export type { SecretSource } from "./model/secret-reference.ts";
export type { VerifySecret } from "./model/verification.ts";
export { parsePlanFile } from "./plan/saved/parse-saved-file.ts";
export type { Sensitive } from "./redact/redact-known.ts";
export { createPalette, type Palette, type TextOptions } from "./render/text/palette.ts";
export { renderDiagnostics } from "./render/text/render-diagnostics.ts";
export { renderPlan } from "./render/text/render-report.ts";
export { renderApplyResult } from "./render/text/render-run.ts";
// Every other type that these names mention, such as `types.LiveHook`.
export type * as types from "./types.ts";
