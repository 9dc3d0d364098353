import { createHmac } from "node:crypto";

/** Both signatures of a body, in hexadecimal. */
export function sign(
  secret: string,
  body: string,
): { readonly sha1: string; readonly sha256: string } {
  return {
    sha1: createHmac("sha1", secret).update(body, "utf8").digest("hex"),
    sha256: createHmac("sha256", secret).update(body, "utf8").digest("hex"),
  };
}
