import { createServer, type IncomingMessage, type RequestListener, request } from "node:http";
import { createServer as createSecureServer } from "node:https";
import { type AddressInfo, connect, type Server } from "node:net";
import type { Duplex } from "node:stream";
import { onTestFinished } from "vitest";

export interface ProxyServer {
  readonly port: number;
  /** `CONNECT host:port` or `GET http://…`, with the credentials where there are some. */
  readonly seen: readonly string[];
}

interface ProxyOptions {
  /** What it wants in `Proxy-Authorization`. */
  readonly authorization?: string;
  /** Answered to everything, in place of doing it. */
  readonly refusal?: number;
  /** Where tunnels end, whatever host was asked for. */
  readonly tunnelTo?: number;
  readonly tls?: { readonly key: string; readonly cert: string };
}

/** Listens on loopback until the test is over. */
export async function listen(server: Server): Promise<number> {
  const sockets = new Set<Duplex>();
  for (const event of ["connection", "secureConnection"])
    server.on(event, (socket: Duplex) => void sockets.add(socket.on("error", () => {})));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(async () => {
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  });
  return (server.address() as AddressInfo).port;
}

/** A forward proxy as companies have them: tunnels for https, whole requests for http. */
export async function startProxy(options: ProxyOptions = {}): Promise<ProxyServer> {
  const { authorization, refusal, tunnelTo, tls } = options;
  const seen: string[] = [];
  const refused = ({ method, url, headers }: IncomingMessage): number | undefined => {
    const given = headers["proxy-authorization"];
    seen.push(`${method} ${url}${given === undefined ? "" : ` ${given}`}`);
    return given === authorization ? refusal : 407;
  };
  const forward: RequestListener = (incoming, outgoing) => {
    const status = refused(incoming);
    if (status !== undefined) {
      outgoing.writeHead(status, { "content-type": "text/html" }).end("<h1>Proxy</h1>");
      return;
    }
    const { method, headers } = incoming;
    const onward = request(incoming.url ?? "", { method, headers }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(outgoing);
    });
    incoming.pipe(onward);
  };
  const server = tls === undefined ? createServer(forward) : createSecureServer(tls, forward);
  server.on("connect", (incoming: IncomingMessage, socket: Duplex) => {
    socket.on("error", () => {});
    const status = refused(incoming);
    if (status !== undefined) {
      socket.end(`HTTP/1.1 ${status} No\r\nContent-Type: text/html\r\n\r\n<h1>Proxy</h1>`);
      return;
    }
    const asked = Number(incoming.url?.split(":").at(-1));
    const onward = connect(tunnelTo ?? asked, "127.0.0.1", () => {
      socket.write("HTTP/1.1 200 Connection established\r\n\r\n");
      onward.pipe(socket).pipe(onward);
    });
    onward.on("error", () => socket.destroy());
  });
  return { port: await listen(server), seen };
}
