import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { getCACertificates, setDefaultCACertificates } from "node:tls";
import { LocalGoogle } from "./localGoogle";

/** Lets this process reach Google's servers on loopback, for each test of the enclosing describe. */
export function withLocalGoogle(vertexAi: string): () => LocalGoogle {
  let google: LocalGoogle;
  let folder: string;
  let certificates: string[];
  let proxy: string | undefined;

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), "local-google-"));
    google = await LocalGoogle.start(folder, vertexAi);
    certificates = getCACertificates("default");
    setDefaultCACertificates([...certificates, readFileSync(google.certificateFile, "utf8")]);
    proxy = process.env.HTTPS_PROXY;
    process.env.HTTPS_PROXY = google.url;
  });
  afterEach(async () => {
    setDefaultCACertificates(certificates);
    if (proxy === undefined) delete process.env.HTTPS_PROXY;
    else process.env.HTTPS_PROXY = proxy;
    await google.stop();
    rmSync(folder, { recursive: true });
  });
  return () => google;
}
