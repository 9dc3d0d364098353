/**
 * The types that the names of the library mention, however deep: what a user of the library can need
 * to write the type of a variable or a parameter of their own. They are the parts of documented types.
 */
export type { ResolvedSecrets } from "./apply/resolve-secrets.ts";
export type {
  AbsentRule,
  FleetConfig,
  GuardGlob,
  HookRule,
  HookSet,
  NameGlob,
  OwnerRule,
  RepositoryRule,
  RepositorySelector,
  UrlRule,
} from "./config/fleet-config.ts";
export type { UrlPart, UrlTemplate } from "./config/urls/url-template.ts";
export type { Placed, PlacedString } from "./config/yaml/yaml-node.ts";
export type { OutcomeVerificationDocument, ReportSummary } from "./documents/report-document.ts";
export type { VerificationDocument } from "./documents/verification-document.ts";
export type { Account, GitHubTrigger, RateLimit } from "./github/client-options.ts";
export type { AppCredentials, TokenCredentials } from "./github/http/credentials.ts";
export type { Delivery, DeliveryDetail, DeliverySide } from "./model/delivery.ts";
export type {
  Limits,
  SettingPlaces,
  UndeclaredSecretsPolicy,
  UnmanagedPolicy,
} from "./model/desired-state.ts";
export type { SourcePosition } from "./model/diagnostic.ts";
export type { Budget, Wait } from "./model/estimate.ts";
export type { ErrorDocument, OutcomeDocument } from "./model/generated/documents.ts";
export type { ServerLimits } from "./model/github-limits.ts";
export type {
  BeforeWrite,
  CreateHookInput,
  FullHookConfigInput,
  HookConfigInput,
  HookReader,
  HookTrigger,
  ListDeliveriesOptions,
  OfHook,
  OfScope,
  OuterFields,
  PartialHookConfigInput,
  UpdateHookInput,
} from "./model/github-port.ts";
export type { Grants } from "./model/grants.ts";
export type {
  ConfigFields,
  ContentType,
  DesiredHook,
  HookFields,
  LiveConfig,
  LiveHook,
  Shown,
  ShownFields,
} from "./model/hook.ts";
export type { FieldKeys, Property } from "./model/hook-field-table.ts";
export type { ChangedField, FieldChange } from "./model/hook-fields.ts";
export type { HookUrl, UrlOrigin } from "./model/hook-url.ts";
export type { ActionOutcome } from "./model/outcome.ts";
export type {
  ActionBase,
  BlockedReason,
  ChangeAction,
  ConfigPatchAction,
  CreateAction,
  DeleteAction,
  HookRef,
  SecretChange,
  UnchangedHook,
  UnmanagedHook,
  UpdateAction,
} from "./model/plan.ts";
export type {
  ActionDocument,
  ChangeDocument,
  CommonDocument,
  DiagnosticDocument,
  DocumentHeader,
  HookRefDocument,
  PlannedActionDocument,
  PlanSummary,
  PositionDocument,
  ReviewedAction,
  RotationDocument,
  StaleScope,
  UnmanagedDocument,
} from "./model/plan-document.ts";
export type { OrganizationScope, Repository, RepositoryScope, Scope } from "./model/scope.ts";
export type { DesiredSecret, SecretDefinition } from "./model/secret-reference.ts";
export type { UrlGlob } from "./model/url-glob.ts";
export type {
  SecretLook,
  Verdict,
  Verification,
  VerificationSubject,
} from "./model/verification.ts";
export type { Style, Styles } from "./render/text/palette.ts";
