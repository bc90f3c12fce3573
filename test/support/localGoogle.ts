import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { createServer, type IncomingMessage, request, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { TLSSocket } from "node:tls";
import { generate } from "selfsigned";

/** A request that somebody has sent to what he took for Google. */
export interface SeenRequest {
  /** Host that was meant, such as `oauth2.googleapis.com`; `127.0.0.1` when it came without a proxy. */
  readonly host: string;
  readonly path: string;
  readonly headers: IncomingMessage["headers"];
  readonly body: string;
}

/**
 * Google's servers on loopback: those that give out access tokens, and a fake Vertex AI behind the names of its hosts.
 * They are reached by HTTP, and by TLS through a proxy, which is the same server.
 *
 * An access token says whose it is: `token-of-robot@p.iam.gserviceaccount.com`.
 */
export class LocalGoogle {
  readonly seen: SeenRequest[] = [];
  /** For how long access tokens are good, in seconds. */
  tokenLifetimeSeconds = 3_600;
  /** How many requests for access tokens still fail. */
  tokenFailures = 0;

  private constructor(
    private readonly server: Server,
    private readonly vertexAiPort: number,
    /** Path of the certificate that its TLS is to be trusted by. */
    readonly certificateFile: string,
  ) {}

  /**
   * @param folder - where the certificate is left.
   * @param vertexAi - endpoint of a fake.
   */
  static async start(folder: string, vertexAi: string): Promise<LocalGoogle> {
    const { private: key, cert } = await generate([{ name: "commonName", value: "Local Google" }], {
      extensions: [
        { name: "basicConstraints", cA: true },
        {
          name: "subjectAltName",
          altNames: ["*.googleapis.com", "*.universe.example"].map((value) => ({ type: 2, value })),
        },
      ],
    });
    const certificateFile = join(folder, "google.pem");
    writeFileSync(certificateFile, cert);
    const server = createServer();
    const google = new LocalGoogle(server, Number(new URL(vertexAi).port), certificateFile);
    server.on("request", (incoming, outgoing) => void google.answer(incoming, outgoing));
    server.on("connect", (_incoming, socket) => {
      socket.write("HTTP/1.1 200 Connection Established\r\n\r\n");
      const secure = new TLSSocket(socket, { isServer: true, key, cert });
      secure.on("error", () => socket.destroy());
      server.emit("connection", secure);
    });
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    return google;
  }

  /** Where it is, and where the proxy is. */
  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** Environment of a process whose way to Google leads here. */
  get environment(): Record<string, string> {
    return { HTTPS_PROXY: this.url, NODE_EXTRA_CA_CERTS: this.certificateFile };
  }

  /** The requests to Vertex AI. */
  get toVertexAi(): SeenRequest[] {
    return this.seen.filter(({ path }) => path.includes("/locations/"));
  }

  /** The requests for access tokens. */
  get forTokens(): SeenRequest[] {
    return this.seen.filter((request) => !this.toVertexAi.includes(request));
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, "close");
  }

  private async answer(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const body = await text(incoming);
    const seen = {
      host: (incoming.headers.host ?? "").replace(/:\d+$/, ""),
      path: incoming.url ?? "",
      headers: incoming.headers,
      body,
    };
    this.seen.push(seen);
    const token = this.tokenFor(seen);
    if (token && this.tokenFailures-- > 0) {
      outgoing.writeHead(503).end("canary of the token server");
      return;
    }
    if (token) {
      outgoing.setHeader("metadata-flavor", "Google");
      outgoing.setHeader("content-type", "application/json");
      outgoing.end(JSON.stringify(token));
    } else if (seen.path.includes("/locations/")) this.passOn(seen, incoming, outgoing);
    else outgoing.writeHead(404).end();
  }

  private tokenFor({ path, body }: SeenRequest): object | undefined {
    if (path === "/computeMetadata/v1/instance") return {};
    if (path === "/subject-token") return { id_token: "subject-from-url" };
    const impersonated = /serviceAccounts\/([^/]+):generateAccessToken$/.exec(path)?.[1];
    if (impersonated) {
      const expireTime = new Date(Date.now() + this.tokenLifetimeSeconds * 1_000).toISOString();
      return { accessToken: `token-of-${impersonated}`, expireTime };
    }
    const holder = holderOf(path, new URLSearchParams(body));
    if (!holder) return undefined;
    return {
      access_token: `token-of-${holder}`,
      expires_in: this.tokenLifetimeSeconds,
      token_type: "Bearer",
      issued_token_type: "urn:ietf:params:oauth:token-type:access_token",
    };
  }

  private passOn({ path, body }: SeenRequest, incoming: IncomingMessage, outgoing: ServerResponse): void {
    const { method, headers } = incoming;
    const onward = request({ host: "127.0.0.1", port: this.vertexAiPort, path, method, headers }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(outgoing);
    });
    onward.on("error", () => outgoing.destroy());
    onward.end(body);
  }
}

/** Who shows himself at a server that gives out access tokens. */
function holderOf(path: string, form: URLSearchParams): string | undefined {
  if (path.startsWith("/computeMetadata/v1/instance/service-accounts/default/token")) return "the-machine";
  const assertion = form.get("assertion");
  if (assertion) return claimsOf(assertion).iss;
  return form.get("subject_token") ?? form.get("refresh_token") ?? undefined;
}

/** What a signed assertion says. */
export function claimsOf(assertion: string): Record<string, string> {
  return JSON.parse(Buffer.from(assertion.split(".")[1] ?? "", "base64url").toString());
}
