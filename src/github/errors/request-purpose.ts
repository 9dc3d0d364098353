import { type Scope, scopeName } from "../../model/scope.ts";
import { type ConversationPurpose, describeConversation } from "./conversation-error.ts";

/** What a request is for: errors name it, and the permission it needs follows from it. */
export type RequestPurpose =
  | { readonly kind: "list-hooks" | "create-hook"; readonly scope: Scope }
  | {
      readonly kind: "read-hook" | "update-hook" | "delete-hook";
      readonly scope: Scope;
      readonly hookId: number;
    }
  | {
      readonly kind: "list-deliveries" | "ping-hook" | "test-hook";
      readonly scope: Scope;
      readonly hookId: number;
    }
  | {
      readonly kind: "read-delivery" | "redeliver";
      readonly scope: Scope;
      readonly hookId: number;
      readonly deliveryId: number;
    }
  | {
      readonly kind: "read-properties" | "read-owner" | "find-installation" | "create-token";
      readonly owner: string;
    }
  | {
      readonly kind: "list-repositories";
      readonly owner: string;
      /** What the file takes the owner for. */
      readonly of: "organization" | "user";
    }
  | { readonly kind: "read-rate-limit"; readonly owner?: string | undefined }
  | { readonly kind: "read-repository"; readonly owner: string; readonly name: string }
  | { readonly kind: "read-user" }
  | { readonly kind: "read-app"; readonly owner: string }
  | ConversationPurpose;

/** `list the hooks of acme/api`: what stands behind "cannot" or "to". */
export function describePurpose(purpose: RequestPurpose): string {
  switch (purpose.kind) {
    case "list-hooks":
      return `list the hooks of ${scopeName(purpose.scope)}`;
    case "create-hook":
      return `create a hook on ${scopeName(purpose.scope)}`;
    case "read-hook":
      return `read hook ${purpose.hookId} of ${scopeName(purpose.scope)}`;
    case "update-hook":
      return `update hook ${purpose.hookId} of ${scopeName(purpose.scope)}`;
    case "delete-hook":
      return `delete hook ${purpose.hookId} of ${scopeName(purpose.scope)}`;
    case "list-deliveries":
      return `list the deliveries of hook ${purpose.hookId} of ${scopeName(purpose.scope)}`;
    case "read-delivery":
      return `read delivery ${purpose.deliveryId} of hook ${purpose.hookId} of ${scopeName(purpose.scope)}`;
    case "ping-hook":
      return `ping hook ${purpose.hookId} of ${scopeName(purpose.scope)}`;
    case "test-hook":
      return `test hook ${purpose.hookId} of ${scopeName(purpose.scope)}`;
    case "redeliver":
      return `redeliver delivery ${purpose.deliveryId} of hook ${purpose.hookId} of ${scopeName(purpose.scope)}`;
    case "list-repositories":
      return `list the repositories of ${purpose.owner}`;
    case "read-properties":
      return `read the custom properties of ${purpose.owner}'s repositories`;
    case "read-owner":
      return `see what ${purpose.owner} is`;
    case "read-repository":
      return `read the repository ${purpose.owner}/${purpose.name}`;
    case "find-installation":
      return `find the GitHub App's installation on ${purpose.owner}`;
    case "create-token":
      return `get a token for the GitHub App's installation on ${purpose.owner}`;
    case "read-rate-limit":
      return "read the rate limit";
    case "read-user":
      return "read the user that the token belongs to";
    case "read-app":
      return "read what the GitHub App is called";
    default:
      return describeConversation(purpose);
  }
}

/** The organization or repository that an error is about, as it is written in files. */
export function subjectOf(purpose: RequestPurpose): string {
  switch (purpose.kind) {
    case "list-repositories":
    case "read-properties":
    case "read-owner":
    case "find-installation":
    case "create-token":
    case "read-app":
      return purpose.owner;
    case "read-repository":
      return `${purpose.owner}/${purpose.name}`;
    case "read-user":
      return "the user";
    case "read-rate-limit":
      return "the rate limit";
    default:
      return scopeName(purpose.scope);
  }
}

/** The account whose hooks or repositories a request is about; undefined where it is about none. */
export function ownerOf(purpose: RequestPurpose): string | undefined {
  if ("scope" in purpose) return purpose.scope.owner;
  return "owner" in purpose ? purpose.owner : undefined;
}
