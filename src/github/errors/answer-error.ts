import { GitHubError } from "../../model/errors.ts";
import { foreignWords } from "../../redact/foreign-text.ts";
import { type HttpResponse, readErrorBody } from "../http/http-response.ts";
import { describeOperation, isWrite } from "../operation.ts";
import { readLimitHit } from "../pace/rate-limit.ts";
import { type FailedRequest, judgeRefusal } from "./refusals.ts";

/** Turns an answer that is not a success into the error for it, with GitHub's words made harmless. */
export function answerError(answer: HttpResponse, request: FailedRequest): GitHubError {
  const { operation, sensitive, now } = request;
  const { status } = answer;
  const body = readErrorBody(answer.text);
  const said = [body.message, body.details.join("; ")].filter((part) => part !== "").join(": ");
  const words = foreignWords(said, sensitive);
  const limit = readLimitHit(answer, 0, now);
  const { code, help } =
    limit === undefined
      ? judgeRefusal({ ...request, answer, body })
      : { code: limit.reason, help: `GitHub takes requests again in ${limit.seconds} s.` };
  return new GitHubError(
    code,
    `cannot ${describeOperation(operation)}: GitHub answers ${status}${words === "" ? "" : `, ${words}`}`,
    {
      status,
      help,
      mayHaveHappened: request.mayHaveHappened || (status >= 500 && isWrite(operation)),
    },
  );
}
