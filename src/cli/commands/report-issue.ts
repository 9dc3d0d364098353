import { composeText } from "../../comments/body.ts";
import { driftMarkerLength } from "../../comments/drift-issue.ts";
import { maskDocument } from "../../comments/publicity.ts";
import { settleDriftIssue } from "../../comments/settle-drift-issue.ts";
import type { DriftDocument } from "../../model/drift-document.ts";
import { HookfleetError } from "../../model/errors.ts";
import { scopeName } from "../../model/scope.ts";
import { driftDigest } from "../../plan/saved/digest.ts";
import { parseDriftFile } from "../../plan/saved/parse-drift-file.ts";
import { renderDriftMarkdown } from "../../render/markdown/render-report-markdown.ts";
import { renderJson } from "../../render/render-json.ts";
import {
  prepareCollaboration,
  readCreated,
  readKey,
  warnOfAuthor,
} from "../client/open-collaboration.ts";
import { exitCodes } from "../exit-codes.ts";
import { readSavedFile } from "../fleet/read-saved-file.ts";
import type { Io } from "../io.ts";
import type { CollaborationOptions } from "../options/collaboration-options.ts";
import { palettes } from "../terminal/palettes.ts";

export interface ReportIssueOptions extends CollaborationOptions {
  readonly label: readonly string[];
  readonly title: string;
  readonly strict?: true;
}

const words = {
  created: "Opened the issue",
  updated: "Updated the issue",
  reopened: "Reopened the issue",
  closed: "Closed the issue, because the drift is gone",
  unchanged: "Nothing to change in the issue",
  outdated: "Left alone, because somebody has looked later: the issue",
  none: "No drift, and no issue to close",
} as const;

async function readDrift(path: string, apiUrl: string, io: Io): Promise<DriftDocument> {
  const document = parseDriftFile(await readSavedFile(path, "drift report", io), path);
  if (document.api_url === apiUrl) return maskDocument(document);
  throw new HookfleetError("drift-elsewhere", `${path} was made for another API than ${apiUrl}`, {
    help: "Say --api-url as when the report was made, or make it again.",
  });
}

function checkTitle(title: string): string {
  const shown = title.trim();
  if (shown !== "" && [...shown].length <= 256) return shown;
  throw new HookfleetError("bad-title", "--title is empty, or longer than 256 characters");
}

/** `hookfleet report-issue`: one issue that tells of drift. */
export async function reportIssue(
  driftFile: string,
  options: ReportIssueOptions,
  io: Io,
): Promise<number> {
  const { err } = palettes(options, io);
  const place = prepareCollaboration(options, io, err);
  const { repository, runUrl } = place;
  const drift = await readDrift(driftFile, place.apiUrl.url, io);
  const key = readKey(options.key, drift.targets);
  const created = readCreated(drift.created_at, io);
  // Receivers fail and recover by themselves: alone they are told, and no reason to edit an issue.
  const counted = drift.drift.filter(({ kind }) => options.strict === true || kind !== "unhealthy");
  const hasDrift = counted.length > 0;
  const whole = runUrl === undefined ? {} : { wholeAt: runUrl };
  const text = composeText("", driftMarkerLength(key), (limit) =>
    renderDriftMarkdown(drift, { limit, ...whole }),
  );
  const link = runUrl === undefined ? "" : ` [See the run](<${runUrl}>).`;
  const seen = created.slice(0, 16).replace("T", " ");
  const wanted = {
    key,
    created,
    digest: driftDigest({ ...drift, drift: counted }),
    hasDrift,
    complete: drift.complete,
    title: checkTitle(options.title),
    labels: options.label,
    text,
    goneText: `The drift is gone: on ${seen} UTC, GitHub was as declared.${link}\n`,
  };
  const { port, identity } = await place.open();
  const { action, issue } = await settleDriftIssue(port, repository, identity, wanted, {
    names: options.allowPublic === true ? "allow-public" : [drift],
    now: io.now,
  });
  if (issue !== undefined) warnOfAuthor(issue.author, identity, io, err);
  if (!hasDrift && !drift.complete && options.quiet !== true) {
    const note = "Some scopes could not be read, so that no drift is not the absence of it.";
    io.stderr.write(`${err.muted(note)}\n`);
  }
  const json = {
    format: "hookfleet.issue/1",
    action,
    repository: scopeName(repository),
    issue: issue?.number ?? null,
    author: issue?.author ?? null,
    url: issue?.url ?? null,
  };
  const where =
    issue === undefined ? "" : ` ${scopeName(repository)}#${issue.number}: ${issue.url}`;
  io.stdout.write(
    options.format === "json" ? `${renderJson(json)}\n` : `${words[action]}${where || "."}\n`,
  );
  return exitCodes.ok;
}
