import type { RepositoryScope, Scope } from "../model/scope.ts";

export interface OfScope {
  readonly scope: Scope;
}

export interface OfHook extends OfScope {
  readonly hookId: number;
}

export interface OfDelivery extends OfHook {
  readonly deliveryId: number;
}

export interface OfOwner {
  readonly owner: string;
}

export interface OfRepository {
  readonly scope: RepositoryScope;
}

export interface OfIssue extends OfRepository {
  readonly number: number;
}

export interface Subjects {
  readonly "list-hooks": OfScope;
  readonly "create-hook": OfScope;
  readonly "read-hook": OfHook;
  readonly "read-hook-config": OfHook;
  readonly "update-hook": OfHook;
  readonly "update-hook-config": OfHook;
  readonly "delete-hook": OfHook;
  readonly "ping-hook": OfHook;
  readonly "test-hook": OfHook;
  readonly "list-deliveries": OfHook;
  readonly "read-delivery": OfDelivery;
  readonly redeliver: OfDelivery;
  readonly "list-repositories": OfOwner & {
    readonly from: "organization" | "user" | "token" | "installation";
  };
  readonly "read-repository": OfOwner & { readonly name: string };
  readonly "read-properties": OfOwner;
  readonly "read-owner": OfOwner;
  readonly "read-user": object;
  readonly "read-rate-limit": { readonly owner?: string | undefined };
  readonly "read-app": OfOwner;
  readonly "find-installation": OfOwner & { readonly among: "orgs" | "users" };
  readonly "create-token": OfOwner & { readonly installation: number };
  readonly "list-issues": OfRepository & { readonly author: string };
  readonly "create-issue": OfRepository;
  readonly "update-issue": OfIssue;
  readonly "read-pull": OfIssue;
  readonly "find-pull": OfRepository & { readonly commit: string };
  readonly "list-comments": OfIssue;
  readonly "create-comment": OfIssue;
  readonly "update-comment": OfRepository & { readonly commentId: number };
}

/** What a request is for: its method and path, its words in errors and what it needs follow from it. */
export type Operation = {
  [Kind in keyof Subjects]: { readonly kind: Kind } & Subjects[Kind];
}[keyof Subjects];

/** The requests that comments and issues are made of. */
export type CommentOperation = Extract<
  Operation,
  { readonly kind: `${string}-${"issue" | "issues" | "pull" | "comment" | "comments"}` }
>;

export type Method = "GET" | "POST" | "PATCH" | "DELETE";
