import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";
import type { Simulator } from "./simulator.ts";

async function toRequest(message: IncomingMessage, signal: AbortSignal): Promise<Request> {
  const { method = "GET", url = "/", headers: received } = message;
  const content = await buffer(message);
  const headers = new Headers();
  for (const [name, value] of Object.entries(received))
    for (const one of [value ?? ""].flat()) headers.append(name, one);
  const body = method === "GET" || method === "HEAD" || content.length === 0 ? null : content;
  const target = new URL(url, `http://${received.host ?? "localhost"}`);
  return new Request(target, { method, headers, signal, body });
}

async function send(response: Response, to: ServerResponse): Promise<void> {
  const body = Buffer.from(await response.arrayBuffer());
  to.writeHead(response.status, Object.fromEntries(response.headers));
  to.end(body);
}

/** Whether a fault breaks the connection or the client closed it. */
function isBroken(error: unknown, { signal }: AbortController): boolean {
  const { code } = ((error as { cause?: unknown }).cause ?? {}) as { code?: unknown };
  return code === "ECONNRESET" || signal.aborted;
}

/** Where a simulator is served. */
export interface ServeOptions {
  /** Default 0: any free port. */
  readonly port?: number;
  /** Default `127.0.0.1`. */
  readonly host?: string;
  /** Called for every bug of the simulator; the client gets a 500. */
  readonly onError?: (error: unknown) => void;
}

/**
 * Serves a simulator by node:http. URLs in its bodies start with the origin of the request. Rejects
 * with the error of the system where it cannot listen.
 *
 * @param simulator what answers
 * @param options where it listens
 * @returns the address, such as `http://127.0.0.1:8080`, and what ends the server and its connections
 */
export async function serveSimulator(
  simulator: Pick<Simulator, "handle">,
  options: ServeOptions = {},
): Promise<{ readonly url: string; readonly close: () => Promise<void> }> {
  const { port = 0, host = "127.0.0.1", onError } = options;
  const server = createServer((message, to) => {
    const gone = new AbortController();
    to.once("close", () => gone.abort());
    toRequest(message, gone.signal)
      .then((request) => simulator.handle(request))
      .then((response) => send(response, to))
      .catch((error: unknown) => {
        if (isBroken(error, gone) || to.headersSent) {
          to.destroy();
          return;
        }
        onError?.(error);
        to.writeHead(500, { "Content-Type": "application/json; charset=utf-8" });
        to.end(JSON.stringify({ message: "Server Error" }));
      });
  });
  // Rejects if the server cannot listen.
  await once(server.listen(port, host), "listening");
  const { port: actual } = server.address() as AddressInfo;
  return {
    url: `http://${host.includes(":") ? `[${host}]` : host}:${actual}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
