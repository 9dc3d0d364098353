/**
 * hookfleet as a library: webhooks of GitHub organizations and repositories as code.
 *
 * Data flows one way: `loadConfig` → `desiredState`, `createGitHubReader` → `readLiveState`, both →
 * `planFleet` → `checkPlan` → `applyPlan` → `render…`. Nothing here prints, reads the environment or ends the
 * process; only the functions that say so touch files or the network.
 */

export { type ApplyOptions, applyPlan } from "./apply/apply-plan.ts";
export {
  type CheckedPlan,
  type CheckPlanOptions,
  checkPlan,
  PlanRefused,
} from "./apply/check-plan.ts";
export { driftMarkerLength, type WantedIssue } from "./collaborate/drift-issue.ts";
export { composeText } from "./collaborate/fit-body.ts";
export { maskDocument } from "./collaborate/mask-document.ts";
export { type PlanLabel, planCommentBody, type WantedComment } from "./collaborate/plan-comment.ts";
export {
  type PostedComment,
  type PullRequest,
  postPlanComment,
} from "./collaborate/post-plan-comment.ts";
export { type SettledIssue, settleDriftIssue } from "./collaborate/settle-drift-issue.ts";
export {
  type DesiredStateInput,
  desiredState,
  type ResolvedState,
} from "./config/desired-state.ts";
export { diagnosticCodes } from "./config/diagnostic-codes.ts";
export type { FleetConfig } from "./config/fleet-config.ts";
export {
  type ImportedConfig,
  type ImportOptions,
  importConfig,
} from "./config/import/import-config.ts";
export { type LoadConfigOptions, loadConfig } from "./config/load-config.ts";
export { type Bytes, type ReadBytesOptions, readBytes } from "./config/read-bytes.ts";
export { readSecret } from "./config/read-secret.ts";
export { resolveConfig } from "./config/resolve-config.ts";
export type { LoadedConfig } from "./config/resolve-sources.ts";
export { compareGuards } from "./config/review/compare-guards.ts";
export { type LoadBaseOptions, type LoadedBase, loadBase } from "./config/review/load-base.ts";
export { type OfflineStates, offlineStates } from "./config/review/offline-states.ts";
export { uncertainScopes } from "./config/review/uncertain-scopes.ts";
export { inspectSecrets } from "./config/secrets/inspect-secrets.ts";
export { secretEntries } from "./config/secrets/secret-entries.ts";
export { type RequiredList, requiredLists } from "./config/selectors/repository-lists.ts";
export { compileTargets } from "./config/selectors/targets.ts";
export { createSuggest, didYouMean } from "./config/suggest/suggest.ts";
export { parsePlainYaml } from "./config/yaml/parse-plain-yaml.ts";
export { findDelivery } from "./deliveries/find-delivery.ts";
export { type FleetHealthOptions, fleetHealth } from "./deliveries/fleet-health.ts";
export { foldHookProblems } from "./deliveries/fold-hook-problems.ts";
export { lacksFirstAttempt } from "./deliveries/lacks-first-attempt.ts";
export { planRedeliveries } from "./deliveries/plan-redeliveries.ts";
export { readFleetDeliveries } from "./deliveries/read-fleet-deliveries.ts";
export { type RedeliverOptions, redeliver } from "./deliveries/redeliver.ts";
export {
  type DeliveryFilter,
  isEventOf,
  selectDeliveries,
} from "./deliveries/select-deliveries.ts";
export { watchHooks } from "./deliveries/watch-hooks.ts";
export type {
  CacheOptions,
  ClientOptions,
  GitHubProber,
  GitHubReader,
  GitHubWriter,
  RateLimit,
  RequestLog,
  WaitNotice,
} from "./github/client-options.ts";
export { type Clock, systemClock } from "./github/clock.ts";
export { createGitHubCollaborator } from "./github/create-collaborator.ts";
export { createGitHubProber } from "./github/create-prober.ts";
export { createGitHubReader } from "./github/create-reader.ts";
export { createGitHubWriter } from "./github/create-writer.ts";
export { readArchived } from "./github/operations/read-archived.ts";
export { readLiveState } from "./github/operations/read-live-state.ts";
export { type ReadNames, readSpellings } from "./github/operations/read-spellings.ts";
export { type ApiUrl, parseApiUrl } from "./github/wire/api-url.ts";
export {
  type AppCredentials,
  type Credentials,
  readCredentials,
  readToken,
  type TokenCredentials,
} from "./github/wire/credentials.ts";
export { type ProxySetting, readProxy } from "./github/wire/proxy.ts";
export type {
  CollaborationPort,
  Comment,
  Identity,
  Issue,
  IssueChange,
} from "./model/collaboration-port.ts";
export type { Delivery, DeliveryDetail, DeliverySide } from "./model/delivery.ts";
export type { DesiredScope, DesiredState, Limits } from "./model/desired-state.ts";
export type { Diagnostic, SourcePosition } from "./model/diagnostic.ts";
export type { DriftDocument, DriftEntryDocument, DriftKind } from "./model/drift-document.ts";
export { type Environment, variableOf } from "./model/environment.ts";
export {
  GitHubError,
  HookfleetError,
  reachedNoServer,
  refusesCredential,
} from "./model/errors.ts";
export type {
  FleetHealth,
  HealthThresholds,
  HookHealth,
  Proof,
  ReceiverHealth,
} from "./model/fleet-health.ts";
export type { Budget, Forecast, Workload } from "./model/forecast.ts";
export type { DeliveryReader, HookProber, HookReader, HookWriter } from "./model/github-port.ts";
export { groupBy } from "./model/group-by.ts";
export type { AbsentHook, DesiredHook, LiveHook } from "./model/hook.ts";
export { HookUrl } from "./model/hook-url.ts";
export {
  type LiveState,
  problemOf,
  type ScopeReading,
  spellingsOf,
} from "./model/live-state.ts";
export {
  type ActionOutcome,
  type ApplyEvent,
  type ApplyReport,
  refusedReport,
} from "./model/outcome.ts";
export type {
  Action,
  BlockedReason,
  FieldChange,
  HookRef,
  Plan,
  UnchangedHook,
} from "./model/plan.ts";
export type { ActionDocument, ActionOrigin, PlanDocument } from "./model/plan-document.ts";
export type { ProbeOutcome } from "./model/probe.ts";
export { hasFailed, isSound, receiverIsFine } from "./model/receiver-answer.ts";
export { redactWhole, type Sensitive } from "./model/redact-known.ts";
export { redactTokens } from "./model/redact-tokens.ts";
export type { Redelivery, RedeliveryOutcome, RedeliveryPlan } from "./model/redelivery.ts";
export type { Repository } from "./model/repository.ts";
export { type RotatedHook, type Rotation, rotationsOf } from "./model/rotations.ts";
export {
  type OpenName,
  type RepositoryScope,
  type Scope,
  type Spellings,
  scopeKey,
  scopeName,
} from "./model/scope.ts";
export { Secret } from "./model/secret.ts";
export type { SecretEntry, SecretReading, SecretWeakness } from "./model/secret-reading.ts";
export {
  type DesiredSecret,
  type SecretDefinition,
  type SecretSource,
  secretSourceKey,
} from "./model/secret-reference.ts";
export { type SecretUse, secretUses } from "./model/secret-uses.ts";
export type { StaleScope } from "./model/stale-scope.ts";
export type {
  Verdict,
  Verification,
  VerificationSubject,
  VerifiedHook,
  VerifySecret,
} from "./model/verification.ts";
export type { DeliveryReading, HookDelivery, WatchedHook } from "./model/watched-hook.ts";
export { webhookEvents } from "./model/webhook-events.ts";
export { type ForecastInput, forecast, type Share } from "./plan/forecast.ts";
export { isRefusal } from "./plan/guards/refusals.ts";
export { refuseOffline } from "./plan/guards/refuse-offline.ts";
export { type PlanOptions, planFleet } from "./plan/plan-fleet.ts";
export type { Resupply } from "./plan/plan-scope.ts";
export { requestsToApply } from "./plan/requests-to-apply.ts";
export { resupplyAsPlanned } from "./plan/resupply-as-planned.ts";
export { resupplyByUrl } from "./plan/resupply-by-url.ts";
export { originOf } from "./plan/review/origin-of.ts";
export { planOnPaper } from "./plan/review/plan-on-paper.ts";
export { type ReviewInput, reviewChange } from "./plan/review/review-change.ts";
export { unreadableBase } from "./plan/review/unreadable-base.ts";
export { fingerprint, planDigest, scopeDigest } from "./plan/saved/digest.ts";
export { driftDigest } from "./plan/saved/drift-digest.ts";
export { findStale } from "./plan/saved/find-stale.ts";
export { mergePlans } from "./plan/saved/merge-plans.ts";
export { parseDriftFile } from "./plan/saved/parse-drift-file.ts";
export { parsePlanFile } from "./plan/saved/parse-plan-file.ts";
export { workloads } from "./plan/workloads.ts";
export { deliveriesDocument } from "./report/delivery/deliveries-document.ts";
export { deliveryDetailDocument } from "./report/delivery/delivery-detail-document.ts";
export { redeliveriesDocument } from "./report/delivery/redelivery-document.ts";
export { renderDeliveries } from "./report/delivery/render-deliveries.ts";
export { renderDelivery } from "./report/delivery/render-delivery.ts";
export {
  renderRedeliveryOutcome,
  renderRedeliverySummary,
} from "./report/delivery/render-redelivery.ts";
export { renderRedeliveryPlan } from "./report/delivery/render-redelivery-plan.ts";
export { errorDiagnostic } from "./report/diagnostics/error-diagnostic.ts";
export { renderAnnotations } from "./report/diagnostics/render-annotations.ts";
export { renderDiagnosticCount } from "./report/diagnostics/render-diagnostic-count.ts";
export { renderDiagnostics } from "./report/diagnostics/render-diagnostics.ts";
export { renderDiagnosticsJson } from "./report/diagnostics/render-diagnostics-json.ts";
export { renderError } from "./report/diagnostics/render-error.ts";
export { type ApplyStatus, applyStatus } from "./report/documents/apply-status.ts";
export { type DriftMeta, driftDocument } from "./report/documents/drift-document.ts";
export {
  type EventDocument,
  eventDocument,
  summaryEvent,
  waitingEvent,
} from "./report/documents/event-document.ts";
export { parseReportFile } from "./report/documents/parse-report-file.ts";
export { type PlanMeta, planDocument } from "./report/documents/plan-document.ts";
export { type ReportDocument, reportDocument } from "./report/documents/report-document.ts";
export {
  type SecretDocument,
  type SecretsDocument,
  type SecretsInput,
  secretsDocument,
} from "./report/documents/secrets-document.ts";
export { renderDrift } from "./report/drift-text/render-drift.ts";
export { type Explanation, explanation } from "./report/explanation.ts";
export { type HealthDocument, healthDocument } from "./report/health/health-document.ts";
export { renderHealth } from "./report/health/render-health.ts";
export { renderHealthHtml } from "./report/health/render-health-html.ts";
export { renderHealthMarkdown } from "./report/health/render-health-markdown.ts";
export { renderDriftHtml } from "./report/html/render-drift-html.ts";
export { renderPlanHtml } from "./report/html/render-plan-html.ts";
export type { MarkdownOptions } from "./report/markdown/markdown-options.ts";
export { renderApplyStatus } from "./report/markdown/render-apply-status.ts";
export { renderDriftMarkdown } from "./report/markdown/render-drift-markdown.ts";
export { renderPlanMarkdown } from "./report/markdown/render-plan-markdown.ts";
export { type RenderPlanOptions, renderPlan } from "./report/plan-text/render-plan.ts";
export { renderPlanDocument } from "./report/plan-text/render-plan-document.ts";
export { renderStale } from "./report/plan-text/render-stale.ts";
export { probesDocument } from "./report/probe/probes-document.ts";
export { renderProbes } from "./report/probe/render-probes.ts";
export { renderExplanation } from "./report/render-explanation.ts";
export { renderJson, renderJsonLine } from "./report/render-json.ts";
export { type RenderSecretsOptions, renderSecrets } from "./report/render-secrets.ts";
export { renderEvent } from "./report/run/render-event.ts";
export { renderForecast } from "./report/run/render-forecast.ts";
export { renderLooks } from "./report/run/render-looks.ts";
export { renderReport } from "./report/run/render-report.ts";
export { renderWait } from "./report/run/render-wait.ts";
export { colourEnabled, createPalette, type Palette } from "./report/text/palette.ts";
export { showClock } from "./report/text/show-clock.ts";
export { renderVerifications } from "./report/verification/render-verifications.ts";
export {
  type VerificationDocument,
  verificationsDocument,
} from "./report/verification/verification-document.ts";
export { type DeclaredHook, declaredHooks } from "./verify/declared-hooks.ts";
export { type Judgement, judgeDelivery } from "./verify/judge-delivery.ts";
export { type ProbeAllOptions, probeAll } from "./verify/probe-all.ts";
export { verifyAll } from "./verify/verify-all.ts";
export { verifyByPast } from "./verify/verify-by-past.ts";
export { type PingOptions, verifyByPing } from "./verify/verify-by-ping.ts";
export { type VerifyPlanOptions, verifyPlan } from "./verify/verify-plan.ts";
