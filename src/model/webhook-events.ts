/** Where GitHub offers an event, and what can happen in it. */
export interface WebhookEvent {
  readonly organization: boolean;
  readonly repository: boolean;
  /** Sorted; empty where the event has none. */
  readonly actions: readonly string[];
}

// From GitHub's OpenAPI description of webhooks (@octokit/openapi 23.0.2: api.github.com, GHEC and
// GHES), and two more: `issue_relates_to` from the data of github/docs
// (src/webhooks/data/fpt/issue_relates_to.json), and `merge_group`, which arrives at hooks of
// repositories and organizations although its description does not say so. Such lists go stale:
// what stands in none of them may exist all the same.

/** Offered on organizations and on repositories: each event with its actions. */
const onBoth = [
  "branch_protection_configuration disabled enabled",
  "branch_protection_rule created deleted edited",
  "bypass_request_secret_scanning cancelled completed created response_dismissed response_submitted",
  "cache_sync",
  "check_run completed created requested_action rerequested",
  "check_suite completed requested rerequested",
  "code_scanning_alert appeared_in_branch closed_by_user created fixed reopened reopened_by_user updated_assignment",
  "commit_comment created",
  "create",
  "custom_property_values updated",
  "delete",
  "dependabot_alert assignees_changed auto_dismissed auto_reopened created dismissed fixed reintroduced reopened",
  "deploy_key created deleted",
  "deployment created",
  "deployment_status created",
  "discussion answered category_changed closed created deleted edited labeled locked pinned reopened transferred unanswered unlabeled unlocked unpinned",
  "discussion_comment created deleted edited",
  "dismissal_request_code_scanning created response_submitted",
  "dismissal_request_dependabot cancelled created response_submitted",
  "dismissal_request_secret_scanning cancelled completed created response_dismissed response_submitted",
  "exemption_request_push_ruleset cancelled completed created response_dismissed response_submitted",
  "fork",
  "gollum",
  "issue_comment created deleted edited pinned unpinned",
  "issue_dependencies blocked_by_added blocked_by_removed blocking_added blocking_removed",
  "issue_relates_to",
  "issues assigned closed deleted demilestoned edited field_added field_removed labeled locked milestoned opened pinned reopened transferred typed unassigned unlabeled unlocked unpinned untyped",
  "label created deleted edited",
  "member added edited removed",
  "merge_group checks_requested destroyed",
  "meta deleted",
  "milestone closed created deleted edited opened",
  "package published updated",
  "page_build",
  "ping",
  "project closed created deleted edited reopened",
  "project_card converted created deleted edited moved",
  "project_column created deleted edited moved",
  "public",
  "pull_request assigned auto_merge_disabled auto_merge_enabled closed converted_to_draft demilestoned dequeued edited enqueued labeled locked milestoned opened ready_for_review reopened review_request_removed review_requested stacked synchronize unassigned unlabeled unlocked",
  "pull_request_review dismissed edited submitted",
  "pull_request_review_comment created deleted edited",
  "pull_request_review_thread resolved unresolved",
  "push",
  "registry_package published updated",
  "release created deleted edited prereleased published released unpublished",
  "repository anonymous_access_disabled anonymous_access_enabled archived created deleted edited privatized publicized renamed transferred unarchived",
  "repository_advisory published reported",
  "repository_import",
  "repository_ruleset created deleted edited",
  "repository_vulnerability_alert create dismiss reopen resolve",
  "secret_scanning_alert assigned created metadata_created metadata_removed publicly_leaked reopened resolved unassigned validated",
  "secret_scanning_alert_location created",
  "secret_scanning_scan completed",
  "security_and_analysis",
  "star created deleted",
  "status",
  "sub_issues parent_issue_added parent_issue_removed sub_issue_added sub_issue_removed",
  "team_add",
  "watch started",
  "workflow_job completed in_progress queued waiting",
  "workflow_run completed in_progress requested",
];

/** Offered on organizations alone. */
const onOrganizations = [
  "custom_property created deleted promote_to_enterprise updated",
  "membership added removed",
  "org_block blocked unblocked",
  "organization deleted member_added member_invited member_removed renamed",
  "organization_custom_property_values updated",
  "personal_access_token_request approved cancelled created denied",
  "projects_v2 closed created deleted edited reopened",
  "projects_v2_item archived converted created deleted edited reordered restored",
  "projects_v2_status_update created deleted edited",
  "team added_to_repository created deleted edited removed_from_repository",
];

/** Sent to GitHub Apps, enterprises or inside workflows, but not to these hooks. */
const elsewhere = [
  "deployment_protection_rule requested",
  "deployment_review approved rejected requested",
  "enterprise anonymous_access_disabled anonymous_access_enabled",
  "github_app_authorization revoked",
  "installation created deleted new_permissions_accepted suspend unsuspend",
  "installation_repositories added removed",
  "installation_target renamed",
  "marketplace_purchase cancelled changed pending_change pending_change_cancelled purchased",
  "organization_custom_property created deleted updated",
  "repository_dispatch",
  "security_advisory published updated withdrawn",
  "sponsorship cancelled created edited pending_cancellation pending_tier_change tier_changed",
  "user created deleted",
  "workflow_dispatch",
];

function eventsOf(
  table: readonly string[],
  levels: Pick<WebhookEvent, "organization" | "repository">,
): readonly (readonly [string, WebhookEvent])[] {
  return table.map((line) => {
    const [name = "", ...actions] = line.split(" ");
    return [name, { ...levels, actions }];
  });
}

/** Every event that GitHub documents. `*`, which is all of them, is not one. */
export const webhookEvents: ReadonlyMap<string, WebhookEvent> = new Map([
  ...eventsOf(onBoth, { organization: true, repository: true }),
  ...eventsOf(onOrganizations, { organization: true, repository: false }),
  ...eventsOf(elsewhere, { organization: false, repository: false }),
]);
