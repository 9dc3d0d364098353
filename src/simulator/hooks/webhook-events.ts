/** Events that repositories and organizations offer, from GitHub's OpenAPI description of webhooks. */
const everywhere: ReadonlySet<string> = new Set([
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
]);

const organizationsOnly: ReadonlySet<string> = new Set([
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
]);

/** Events that exist, but are documented for Apps, marketplaces or enterprises alone. */
const elsewhere: ReadonlySet<string> = new Set([
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
]);

/** Whether there is such an event at all. */
export function isEvent(name: string): boolean {
  return name === "*" || everywhere.has(name) || organizationsOnly.has(name) || elsewhere.has(name);
}

/** Whether the event is documented for hooks of this level. */
export function isOffered(name: string, level: "organization" | "repository"): boolean {
  if (name === "*" || everywhere.has(name)) return true;
  return level === "organization" && organizationsOnly.has(name);
}
