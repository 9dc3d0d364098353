import http from "node:http";
import https from "node:https";
import {
  type BrotliOptions,
  brotliDecompress,
  constants,
  gunzip,
  inflate,
  type ZlibOptions,
} from "node:zlib";
import type { ClientOptions } from "../client-options.ts";
import { mostMebibytes, type NoAnswer, readNetworkFailure } from "../errors/no-answer.ts";
import { onAbort } from "../pace/abort-signals.ts";
import { type HttpResponse, ResponseHeaders } from "./http-response.ts";
import { fetchThrough, isProxied, lookupFor } from "./proxy.ts";

export interface TransportRequest {
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
}

/** Who has sent a request is told how to give it up, and as soon as status and headers are there. */
interface Sender {
  readonly onSent: (abort: () => void) => void;
  readonly onHead: (head: Omit<HttpResponse, "text">) => void;
}

/**
 * Sends a request and reads its answer to the last byte. Redirects are answers.
 *
 * @throws `tooLarge`, or what the network failed with
 */
export type Transport = (
  url: string,
  request: TransportRequest,
  sender: Sender,
) => Promise<HttpResponse>;

/**
 * Sends one request and reads its answer within one limit of time. A connection
 * that breaks in the middle of the body is a failure here; read later, it would look like an empty
 * answer, and an empty answer like a scope without hooks.
 *
 * The status alone decides for a write: once GitHub has answered 2xx it is done and must not be sent
 * again, so that a body which never arrives counts as an empty one.
 */
export function sendBounded(
  transport: Transport,
  url: string,
  request: TransportRequest,
  timeoutMs: number,
  interrupt: AbortSignal | undefined,
): Promise<HttpResponse | NoAnswer> {
  return new Promise((resolve) => {
    let accepted: HttpResponse | undefined;
    let abort = (): void => {};
    let forget: (() => void) | undefined;
    const end = (outcome: HttpResponse | NoAnswer): void => {
      clearTimeout(timer);
      forget?.();
      resolve(outcome);
    };
    // Ends here and now: a fetch that was handed in may not listen to its signal.
    const stop = (kind: NoAnswer["kind"]): void => {
      end(accepted ?? { kind, detail: "", sent: true });
      abort();
    };
    const onInterrupt = (): void => stop("interrupted");
    // Not `AbortSignal.timeout`, whose timer does not keep the process alive.
    const timer = setTimeout(() => stop("timeout"), timeoutMs);
    if (interrupt?.aborted === true) {
      onInterrupt();
      return;
    }
    forget = interrupt && onAbort(interrupt, onInterrupt);
    const onSent = (how: () => void): void => {
      abort = how;
    };
    const onHead: Sender["onHead"] = ({ status, headers }) => {
      if (request.method !== "GET" && status >= 200 && status < 300)
        accepted = { status, headers, text: "" };
    };
    transport(url, request, { onSent, onHead }).then(end, (error: unknown) => {
      if (error === tooLarge) stop("answer-too-large");
      else end(accepted ?? readNetworkFailure(error));
    });
  });
}

/** What is read of a body once it is inflated. A page of a hundred repositories has about 1 MB. */
const mostBytes: number = mostMebibytes * 1024 * 1024;

const tooLarge: Error = new Error("the body is too large");

/** Leads to the API: by a `fetch` that is given, through the proxy, or directly. */
export async function openTransport({ fetch, proxy, apiUrl }: ClientOptions): Promise<Transport> {
  if (fetch !== undefined) return overFetch(fetch);
  return isProxied(proxy) ? overFetch(await fetchThrough(proxy)) : overHttp(new URL(apiUrl.url));
}

/** Redirects are answers; and fetch adds no `Pragma: no-cache` to conditional requests. */
const asItIs = { redirect: "manual", cache: "no-cache" } as const;

function overFetch(fetch: typeof globalThis.fetch): Transport {
  return async (url, { body, ...request }, { onSent, onHead }) => {
    const controller = new AbortController();
    onSent(() => controller.abort());
    const response = await fetch(url, {
      ...request,
      signal: controller.signal,
      ...(body === undefined ? {} : { body }),
      ...asItIs,
    });
    const head = { status: response.status, headers: new ResponseHeaders(response.headers) };
    onHead(head);
    return { ...head, text: await readText(response) };
  };
}

async function readText({ body }: Response): Promise<string> {
  const decoder = new TextDecoder();
  let text = "";
  let bytes = 0;
  for await (const chunk of (body ?? []) as AsyncIterable<Uint8Array>) {
    bytes += chunk.byteLength;
    if (bytes > mostBytes) throw tooLarge;
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}

/** How long it may take to connect, and how long a connection that is not used is kept. In milliseconds. */
const longestConnect = 10_000;
const longestIdle = 4_000;

/** Node's own client over connections that are kept: it takes a third of what its fetch takes. */
function overHttp(api: URL): Transport {
  const { Agent, request: open } = api.protocol === "https:" ? https : http;
  const agent = new Agent({ keepAlive: true, timeout: longestIdle, ...lookupFor(api) });
  const { protocol, hostname, port, origin } = api;
  const host = hostname.replace(/^\[(.*)\]$/, "$1");
  return (url, { method, headers, body }, { onSent, onHead }) =>
    new Promise((resolve, reject) => {
      const request = open({
        protocol,
        host,
        port,
        path: url.slice(origin.length),
        method,
        agent,
        headers: { ...headers, "accept-encoding": "gzip, br" },
        joinDuplicateHeaders: true,
      });
      onSent(() => void request.destroy());
      let isWhole = (): boolean => false;
      // What comes behind a whole answer, such as a body of a 304, breaks the connection and not the answer.
      request.on("error", (error) => isWhole() || reject(error));
      // Without this, a 101 that nobody asked for would end the connection and not the request.
      request.on("upgrade", (_, socket) => {
        socket.destroy();
        reject(Object.assign(new Error("another protocol"), { code: "UNEXPECTED_UPGRADE" }));
      });
      request.on("socket", (socket) => {
        if (!socket.connecting) return;
        const timer = setTimeout(() => request.destroy(notConnected()), longestConnect);
        const stop = (): void => clearTimeout(timer);
        socket.once(api.protocol === "https:" ? "secureConnect" : "connect", stop);
        // Of the request: a connection is kept, and would keep its first answer.
        request.once("close", stop);
      });
      request.on("response", (response) => {
        isWhole = () => response.complete;
        const found = headersOf(response);
        const head = { status: response.statusCode ?? 0, headers: new ResponseHeaders(found) };
        onHead(head);
        const chunks: Buffer[] = [];
        let bytes = 0;
        response.on("data", (chunk: Buffer) => {
          bytes += chunk.length;
          chunks.push(chunk);
          if (bytes <= mostBytes) return;
          request.destroy();
          reject(tooLarge);
        });
        response.on("error", reject);
        response.on("end", () => {
          const whole = chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks);
          const done = (bytes: Buffer): void => resolve({ ...head, text: decode(bytes) });
          const coding = found.get("content-encoding");
          if (coding === null || whole.length === 0) done(whole);
          else inflated(whole, coding).then(done, reject);
        });
      });
      request.end(body);
    });
}

function notConnected(): Error {
  return Object.assign(new Error("no connection"), { code: "CONNECT_TIMEOUT" });
}

function decode(bytes: Buffer): string {
  const text = bytes.toString("utf8");
  return text.startsWith("\uFEFF") ? text.slice(1) : text;
}

/** Node gives the names in lower case, and a header that came several times as one with a list. */
function headersOf({ headers }: http.IncomingMessage): Pick<Headers, "get" | "has"> {
  return {
    get: (name) => headers[name]?.toString() ?? null,
    has: (name) => headers[name] !== undefined,
  };
}

type Inflate = (
  bytes: Buffer,
  options: ZlibOptions & BrotliOptions,
  done: (error: Error | null, buffer: Buffer) => void,
) => void;

const inflaters: ReadonlyMap<string, Inflate> = new Map<string, Inflate>([
  ["gzip", gunzip],
  ["x-gzip", gunzip],
  ["br", brotliDecompress],
  ["deflate", inflate],
]);

/** A body in a coding that is not known is left to its reader, which will find no JSON. */
function inflated(bytes: Buffer, coding: string): Promise<Buffer> {
  const known = coding.trim().toLowerCase();
  const inflater = inflaters.get(known);
  if (inflater === undefined) return Promise.resolve(bytes);
  // What broke off is read as far as it came, as fetch does.
  const finishFlush = known === "br" ? constants.BROTLI_OPERATION_FLUSH : constants.Z_SYNC_FLUSH;
  return new Promise((resolve, reject) => {
    inflater(bytes, { maxOutputLength: mostBytes, finishFlush }, (error, buffer) => {
      if (error === null) resolve(buffer);
      else reject("code" in error && error.code === "ERR_BUFFER_TOO_LARGE" ? tooLarge : error);
    });
  });
}
