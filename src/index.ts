/**
 * hookfleet as a library: webhooks of GitHub organizations and repositories as code.
 *
 * Data flows one way: `loadConfig` → `desiredState`, `createGitHubReader` → `readLiveState`, both →
 * `planFleet` → `applyPlan` → `render…`. Nothing here prints, reads the environment or ends the
 * process; only the functions that say so touch files or the network.
 */

export { type ApplyOptions, applyPlan } from "./apply/apply-plan.ts";
export { type ResolvedSecrets, resolveSecrets } from "./apply/resolve-secrets.ts";
export { type DesiredStateInput, desiredState } from "./config/desired-state.ts";
export { diagnosticCodes } from "./config/diagnostic-codes.ts";
export type { FleetConfig } from "./config/fleet-config.ts";
export {
  type ImportedConfig,
  type ImportOptions,
  importConfig,
} from "./config/import/import-config.ts";
export { type LoadConfigOptions, loadConfig } from "./config/load-config.ts";
export { parsePlainYaml } from "./config/parse-plain-yaml.ts";
export { readSecret } from "./config/read-secret.ts";
export { type RequiredList, requiredLists } from "./config/repository-lists.ts";
export { resolveConfig } from "./config/resolve-config.ts";
export type { LoadedConfig } from "./config/resolve-sources.ts";
export { compileTargets } from "./config/targets.ts";
export { type ApiUrl, parseApiUrl } from "./github/api-url.ts";
export type {
  CacheOptions,
  ClientOptions,
  GitHubReader,
  GitHubWriter,
  RateLimit,
  RequestLog,
  WaitNotice,
} from "./github/client-options.ts";
export { createGitHubReader } from "./github/create-reader.ts";
export { createGitHubWriter } from "./github/create-writer.ts";
export {
  type AppCredentials,
  type Credentials,
  readCredentials,
  type TokenCredentials,
} from "./github/credentials.ts";
export { readArchived } from "./github/read-archived.ts";
export { readLiveState } from "./github/read-live-state.ts";
export type { DesiredScope, DesiredState, Limits } from "./model/desired-state.ts";
export type { Diagnostic, SourcePosition } from "./model/diagnostic.ts";
export { GitHubError, HookfleetError } from "./model/errors.ts";
export type { HookReader, HookWriter } from "./model/github-port.ts";
export type { AbsentHook, DesiredHook, LiveHook } from "./model/hook.ts";
export { HookUrl } from "./model/hook-url.ts";
export type { LiveState, ScopeReading } from "./model/live-state.ts";
export type { ActionOutcome, ApplyEvent, ApplyReport } from "./model/outcome.ts";
export type { Action, BlockedReason, FieldChange, HookRef, Plan } from "./model/plan.ts";
export type { ActionDocument, PlanDocument } from "./model/plan-document.ts";
export type { Repository } from "./model/repository.ts";
export { type RepositoryScope, type Scope, scopeKey, scopeName } from "./model/scope.ts";
export { Secret } from "./model/secret.ts";
export type { DesiredSecret, SecretDefinition, SecretSource } from "./model/secret-reference.ts";
export type { StaleScope } from "./model/stale-scope.ts";
export { fingerprint, planDigest, scopeDigest } from "./plan/digest.ts";
export { findStale } from "./plan/find-stale.ts";
export { leaveOut } from "./plan/leave-out.ts";
export { mergePlans } from "./plan/merge-plans.ts";
export { parsePlanFile } from "./plan/parse-plan-file.ts";
export { type PlanOptions, planFleet } from "./plan/plan-fleet.ts";
export { refusals } from "./plan/refusals.ts";
export { requestsToApply } from "./plan/requests-to-apply.ts";
export { errorDiagnostic } from "./report/error-diagnostic.ts";
export { type EventDocument, eventDocument, summaryEvent } from "./report/event-document.ts";
export { type Explanation, explanation } from "./report/explanation.ts";
export { colourEnabled, createPalette, type Palette } from "./report/palette.ts";
export { type PlanMeta, planDocument } from "./report/plan-document.ts";
export { renderAnnotations } from "./report/render-annotations.ts";
export { renderDiagnosticCount } from "./report/render-diagnostic-count.ts";
export { renderDiagnostics } from "./report/render-diagnostics.ts";
export { renderDiagnosticsJson } from "./report/render-diagnostics-json.ts";
export { renderError } from "./report/render-error.ts";
export { renderEvent } from "./report/render-event.ts";
export { renderExplanation } from "./report/render-explanation.ts";
export { renderJson, renderJsonLine } from "./report/render-json.ts";
export { type RenderPlanOptions, renderPlan } from "./report/render-plan.ts";
export { renderPlanDocument } from "./report/render-plan-document.ts";
export { renderReport } from "./report/render-report.ts";
export { renderStale } from "./report/render-stale.ts";
export { type ReportDocument, reportDocument } from "./report/report-document.ts";
