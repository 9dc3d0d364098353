/**
 * hookfleet as a library: webhooks of GitHub organizations and repositories as code.
 *
 * Data flows one way: `loadConfig` → `desiredState`, `createGitHubReader` → `readLiveState`, both →
 * `planFleet` → `checkPlan` → `applyPlan` → `render…`. Nothing here prints, reads the environment or ends the
 * process; only the functions that say so touch files or the network.
 */

export { type ApplyOptions, applyPlan } from "./apply/apply-plan.ts";
export { type CheckedPlan, type CheckPlanOptions, checkPlan } from "./apply/check-plan.ts";
export { composeText } from "./comments/body.ts";
export { driftMarkerLength, type WantedIssue } from "./comments/drift-issue.ts";
export { type PlanLabel, planCommentBody, type WantedComment } from "./comments/plan-comment.ts";
export {
  type PostedComment,
  type PullRequest,
  postPlanComment,
} from "./comments/post-plan-comment.ts";
export { maskDocument } from "./comments/publicity.ts";
export { type SettledIssue, settleDriftIssue } from "./comments/settle-drift-issue.ts";
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
export { type LoadConfigOptions, loadConfig, resolveConfig } from "./config/load-config.ts";
export { type Bytes, type ReadBytesOptions, readBytes } from "./config/read-bytes.ts";
export { readSecret } from "./config/read-secret.ts";
export type { LoadedConfig } from "./config/resolve-sources.ts";
export { compareGuards } from "./config/review/compare-guards.ts";
export { type LoadBaseOptions, type LoadedBase, loadBase } from "./config/review/load-base.ts";
export {
  type OfflineStates,
  offlineStates,
  uncertainScopes,
} from "./config/review/offline-states.ts";
export { inspectSecrets, secretEntries } from "./config/secrets/inspect-secrets.ts";
export { type RequiredList, requiredLists } from "./config/selectors/select.ts";
export { compileTargets } from "./config/selectors/targets.ts";
export { createSuggest, didYouMean } from "./config/suggest.ts";
export { parsePlainYaml } from "./config/yaml/parse-plain-yaml.ts";
export { type FleetHealthOptions, fleetHealth } from "./deliveries/fleet-health.ts";
export {
  type DeliveryFilter,
  isEventOf,
  lacksFirstAttempt,
  planRedeliveries,
  selectDeliveries,
} from "./deliveries/plan-redeliveries.ts";
export {
  findDelivery,
  foldHookProblems,
  liveHookRefs,
  readFleetDeliveries,
} from "./deliveries/read-deliveries.ts";
export { type RedeliverOptions, redeliver } from "./deliveries/redeliver.ts";
export { type ApplyStatus, applyStatus } from "./documents/apply-status.ts";
export {
  deliveriesDocument,
  deliveryDetailDocument,
  redeliveriesDocument,
} from "./documents/delivery-documents.ts";
export { type DriftMeta, driftDocument } from "./documents/drift-document.ts";
export { type Explanation, explanation } from "./documents/explanation.ts";
export { showClock } from "./documents/format.ts";
export { type HealthDocument, healthDocument } from "./documents/health-document.ts";
export { parseReportFile } from "./documents/parse-report-file.ts";
export { type PlanMeta, planDocument } from "./documents/plan-document.ts";
export { probesDocument } from "./documents/probes-document.ts";
export {
  type EventDocument,
  eventDocument,
  type ReportDocument,
  reportDocument,
  summaryEvent,
  waitingEvent,
} from "./documents/report-document.ts";
export {
  type SecretDocument,
  type SecretsDocument,
  type SecretsInput,
  secretsDocument,
} from "./documents/secrets-document.ts";
export {
  type VerificationDocument,
  verificationsDocument,
} from "./documents/verification-document.ts";
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
export {
  createGitHubCollaborator,
  createGitHubReader,
  createGitHubTrigger,
  createGitHubWriter,
} from "./github/create-clients.ts";
export { type ApiUrl, parseApiUrl } from "./github/http/api-url.ts";
export {
  type AppCredentials,
  type Credentials,
  readCredentials,
  readToken,
  type TokenCredentials,
} from "./github/http/credentials.ts";
export { type ProxySetting, readProxy } from "./github/http/proxy.ts";
export { readLiveState } from "./github/operations/read-live-state.ts";
export { type ReadNames, readSpellings } from "./github/operations/read-spellings.ts";
export { readArchived } from "./github/operations/repositories.ts";
export type {
  Comment,
  CommentsPort,
  Identity,
  Issue,
  IssueChange,
} from "./model/comments-port.ts";
export type {
  Delivery,
  DeliveryDetail,
  DeliveryReading,
  DeliverySide,
  HookDelivery,
  LiveHookRef,
  Redelivery,
  RedeliveryOutcome,
  RedeliveryPlan,
  TriggerOutcome,
} from "./model/delivery.ts";
export type { DesiredScope, DesiredState, Limits } from "./model/desired-state.ts";
export type { Diagnostic, SourcePosition } from "./model/diagnostic.ts";
export type { DriftDocument, DriftEntryDocument, DriftKind } from "./model/drift-document.ts";
export { type Environment, variableOf } from "./model/environment.ts";
export {
  errorDiagnostic,
  GitHubError,
  HookfleetError,
  PlanRefused,
  reachedNoServer,
  refusesCredential,
} from "./model/errors.ts";
export type { Budget, RequestEstimate, Workload } from "./model/estimate.ts";
export type {
  FleetHealth,
  HealthThresholds,
  HookHealth,
  Proof,
  ReceiverHealth,
} from "./model/fleet-health.ts";
export type { DeliveryReader, HookReader, HookTrigger, HookWriter } from "./model/github-port.ts";
export { groupBy } from "./model/group-by.ts";
export type { AbsentHook, DesiredHook, LiveHook } from "./model/hook.ts";
export type { FieldChange } from "./model/hook-fields.ts";
export { HookUrl } from "./model/hook-url.ts";
export {
  type LiveState,
  problemOf,
  type ScopeReading,
  spellingsOf,
} from "./model/live-state.ts";
export {
  type RotatedHook,
  type Rotation,
  rotationsOf,
  type SecretUse,
  secretUses,
} from "./model/managed-secrets.ts";
export {
  type ActionOutcome,
  type ApplyEvent,
  type ApplyReport,
  refusedReport,
} from "./model/outcome.ts";
export type {
  Action,
  BlockedReason,
  HookRef,
  Plan,
  UnchangedHook,
} from "./model/plan.ts";
export type {
  ActionDocument,
  ActionOrigin,
  PlanDocument,
  StaleScope,
} from "./model/plan-document.ts";
export { hasFailed, isHealthy, receiverAccepted } from "./model/receiver-answer.ts";
export type { Repository } from "./model/scope.ts";
export {
  type OpenName,
  type RepositoryScope,
  type Scope,
  type Spellings,
  scopeKey,
  scopeName,
} from "./model/scope.ts";
export { Secret } from "./model/secret.ts";
export type { SecretEntry, SecretReading, SecretWeakness } from "./model/secret-reference.ts";
export {
  type DesiredSecret,
  type SecretDefinition,
  type SecretSource,
  secretSourceKey,
} from "./model/secret-reference.ts";
export type {
  Verdict,
  Verification,
  VerificationSubject,
  VerifiedHook,
  VerifySecret,
} from "./model/verification.ts";
export { webhookEvents } from "./model/webhook-events.ts";
export {
  type EstimateInput,
  estimateRequests,
  type LimitUse,
  requestsToApply,
  workloads,
} from "./plan/estimate.ts";
export { isRefusal, refuseOffline } from "./plan/guards/guards.ts";
export { type PlanOptions, planFleet } from "./plan/plan-fleet.ts";
export type { Resupply } from "./plan/plan-scope.ts";
export { resupplyAsPlanned, resupplyByUrl } from "./plan/resupply.ts";
export { originOf } from "./plan/review/origin-of.ts";
export { planAgainstBase } from "./plan/review/plan-against-base.ts";
export { type ReviewInput, reviewChange, unreadableBase } from "./plan/review/review-change.ts";
export { driftDigest, fingerprint, planDigest, scopeDigest } from "./plan/saved/digest.ts";
export { findStale } from "./plan/saved/find-stale.ts";
export { mergePlans } from "./plan/saved/merge-plans.ts";
export { parseDriftFile } from "./plan/saved/parse-drift-file.ts";
export { parsePlanFile } from "./plan/saved/parse-plan-file.ts";
export { redactWhole, type Sensitive } from "./redact/redact-known.ts";
export { redactTokens } from "./redact/redact-tokens.ts";
export { renderHealthHtml } from "./render/html/render-health-html.ts";
export { renderDriftHtml, renderPlanHtml } from "./render/html/report-page.ts";
export type { MarkdownOptions } from "./render/markdown/prepare-report.ts";
export { renderApplyStatus } from "./render/markdown/render-apply-status.ts";
export { renderHealthMarkdown } from "./render/markdown/render-health-markdown.ts";
export {
  renderDriftMarkdown,
  renderPlanMarkdown,
} from "./render/markdown/render-report-markdown.ts";
export { renderAnnotations } from "./render/render-annotations.ts";
export { renderJson, renderJsonLine } from "./render/render-json.ts";
export { colourEnabled, createPalette, type Palette } from "./render/text/palette.ts";
export { renderDeliveries, renderDelivery } from "./render/text/render-deliveries.ts";
export {
  renderDiagnosticCount,
  renderDiagnostics,
  renderDiagnosticsJson,
} from "./render/text/render-diagnostics.ts";
export { renderDrift } from "./render/text/render-drift.ts";
export { renderError } from "./render/text/render-error.ts";
export { renderExplanation } from "./render/text/render-explanation.ts";
export { renderHealth } from "./render/text/render-health.ts";
export { renderLooks } from "./render/text/render-looks.ts";
export {
  type RenderPlanOptions,
  renderPlan,
  renderPlanDocument,
} from "./render/text/render-plan.ts";
export { renderProbes } from "./render/text/render-probes.ts";
export {
  renderRedeliveryOutcome,
  renderRedeliveryPlan,
  renderRedeliverySummary,
} from "./render/text/render-redelivery.ts";
export { renderEvent, renderForecast, renderReport, renderWait } from "./render/text/render-run.ts";
export { type RenderSecretsOptions, renderSecrets } from "./render/text/render-secrets.ts";
export { renderStale } from "./render/text/render-stale.ts";
export { renderVerifications } from "./render/text/render-verifications.ts";
export { type Judgement, judgeDelivery } from "./verify/judge-delivery.ts";
export { type TriggerAllOptions, triggerAll } from "./verify/trigger-all.ts";
export { verifyByPast } from "./verify/verify-by-past.ts";
export { type PingOptions, verifyByPing } from "./verify/verify-by-ping.ts";
export {
  type DeclaredHook,
  declaredHooks,
  type VerifyPlanOptions,
  verifyAll,
  verifyPlan,
} from "./verify/verify-plan.ts";
