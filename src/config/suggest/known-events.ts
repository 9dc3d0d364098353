/** Where GitHub offers an event. */
export interface EventLevels {
  readonly organization: boolean;
  readonly repository: boolean;
}

// From GitHub's OpenAPI description of webhooks (@octokit/openapi-webhooks 12.1.0, the extension
// `x-github.supported-webhook-types`), and `issue_relates_to` from the data of github/docs
// (src/webhooks/data/fpt/issue_relates_to.json). Such lists go stale, hence warnings, never errors.

/** Offered on organizations and on repositories. */
const onBoth: readonly string[] = [
  "branch_protection_configuration",
  "branch_protection_rule",
  "cache_sync",
  "check_run",
  "check_suite",
  "code_scanning_alert",
  "commit_comment",
  "create",
  "custom_property_values",
  "delete",
  "dependabot_alert",
  "deploy_key",
  "deployment",
  "deployment_status",
  "discussion",
  "discussion_comment",
  "dismissal_request_code_scanning",
  "dismissal_request_secret_scanning",
  "exemption_request_push_ruleset",
  "exemption_request_secret_scanning",
  "fork",
  "gollum",
  "issue_comment",
  "issue_dependencies",
  "issue_relates_to",
  "issues",
  "label",
  "member",
  "meta",
  "milestone",
  "package",
  "page_build",
  "ping",
  "project",
  "project_card",
  "project_column",
  "public",
  "pull_request",
  "pull_request_review",
  "pull_request_review_comment",
  "pull_request_review_thread",
  "push",
  "registry_package",
  "release",
  "repository",
  "repository_advisory",
  "repository_import",
  "repository_ruleset",
  "repository_vulnerability_alert",
  "secret_scanning_alert",
  "secret_scanning_alert_location",
  "secret_scanning_scan",
  "security_and_analysis",
  "star",
  "status",
  "sub_issues",
  "team_add",
  "watch",
  "workflow_job",
  "workflow_run",
];

/** Offered on organizations alone. */
const onOrganizations: readonly string[] = [
  "custom_property",
  "membership",
  "org_block",
  "organization",
  "organization_custom_property_values",
  "personal_access_token_request",
  "projects_v2",
  "projects_v2_item",
  "projects_v2_status_update",
  "team",
];

/** Sent to GitHub Apps, enterprises or inside workflows, but not to these hooks. */
const elsewhere: readonly string[] = [
  "deployment_protection_rule",
  "deployment_review",
  "enterprise",
  "github_app_authorization",
  "installation",
  "installation_repositories",
  "installation_target",
  "marketplace_purchase",
  "merge_group",
  "organization_custom_property",
  "repository_dispatch",
  "security_advisory",
  "sponsorship",
  "user",
  "workflow_dispatch",
];

const withLevels = (
  names: readonly string[],
  levels: EventLevels,
): readonly (readonly [string, EventLevels])[] => names.map((name) => [name, levels]);

/** Every event that GitHub documents. `*`, which is all of them, is not one. */
export const knownEvents: ReadonlyMap<string, EventLevels> = new Map([
  ...withLevels(onBoth, { organization: true, repository: true }),
  ...withLevels(onOrganizations, { organization: true, repository: false }),
  ...withLevels(elsewhere, { organization: false, repository: false }),
]);
