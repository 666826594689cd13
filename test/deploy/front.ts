import { createServer, request } from "node:http";

export interface Front {
  readonly url: string;
  /** The API that requests go to from now on; until then they are answered 503. */
  leadTo(api: { id: string; stage: string; port: number }): void;
  close(): void;
}

/**
 * What a custom domain is in front of an API on AWS: people's address of the service, without the stage in its paths.
 * Links in emails begin with it, so it has to be known before the deployment.
 */
export async function startFront(): Promise<Front> {
  let api: { id: string; stage: string; port: number } | undefined;
  const server = createServer((asked, answer) => {
    if (!api) {
      answer.writeHead(503).end();
      return;
    }
    const forwarded = request({
      host: "127.0.0.1",
      port: api.port,
      method: asked.method,
      path: `/${api.stage}${asked.url}`,
      headers: { ...asked.headers, host: `${api.id}.execute-api.localhost:${api.port}` },
    });
    forwarded.once("response", (given) => {
      answer.writeHead(given.statusCode ?? 502, given.headers);
      given.pipe(answer);
    });
    forwarded.once("error", (error) => answer.writeHead(502).end(String(error)));
    asked.pipe(forwarded);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  return {
    url: `http://127.0.0.1:${typeof address === "object" ? address?.port : address}`,
    leadTo(to) {
      api = to;
    },
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}
