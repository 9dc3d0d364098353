/** What to do about an answer that cannot be GitHub's. */
export const helpForMalformed =
  "Something between hookfleet and GitHub may have changed it (a proxy, a login page), or the API URL does not point at GitHub's REST API (of an Enterprise Server it is https://HOST/api/v3).";
