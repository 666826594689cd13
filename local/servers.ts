import type { Server } from "node:http";
import type { AddressInfo } from "node:net";

/** Nothing of the embedded default can be reached from another machine. */
export const host = "127.0.0.1";

/** Listens on `port`, or on any free one for 0; answers the URL. */
export function listen(server: Server, port: number): Promise<string> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, () => {
      server.off("error", reject);
      resolve(`http://${host}:${(server.address() as AddressInfo).port}`);
    });
  });
}

/** Takes no new requests, lets those in flight end, then closes. */
export function close(server: Server): Promise<void> {
  // A connection that is kept alive becomes idle only after its last answer.
  const sweep = setInterval(() => server.closeIdleConnections(), 20);
  return new Promise<void>((resolve, reject) => {
    server.close((error) => (error ? reject(error) : resolve()));
  }).finally(() => clearInterval(sweep));
}
