import { description, keywords, license, version } from "../../package.json";
import { PACKAGE } from "../../src/plugin/tokens";

/** Owner and name of the repository on GitHub. To be set before the first release: the package has no public address yet. */
const REPOSITORY = "pulumi-vertex-jobs/pulumi-vertex-jobs";

/** Its address. */
export const REPOSITORY_URL = `https://github.com/${REPOSITORY}`;

/** Facts about the package that no type declares. */
export const PACKAGE_DATA = {
  name: PACKAGE,
  displayName: "Vertex AI Jobs",
  version,
  description,
  keywords: [...keywords, "category/cloud", "kind/native"],
  license,
  publisher: "pulumi-vertex-jobs",
  homepage: REPOSITORY_URL,
  repository: REPOSITORY_URL,
  logoUrl: `https://raw.githubusercontent.com/${REPOSITORY}/main/docs/registry/logo.svg`,
  /** The executables are assets of the releases. */
  pluginDownloadURL: `github://api.github.com/${REPOSITORY}`,
  language: {
    nodejs: { packageName: "pulumi-vertex-jobs", respectSchemaVersion: true },
    python: {
      packageName: "pulumi_vertex_jobs",
      pyproject: { enabled: true },
      inputTypes: "classes-and-dicts",
      respectSchemaVersion: true,
    },
    go: {
      importBasePath: `github.com/${REPOSITORY}/sdk/go/vertexjobs`,
      generateResourceContainerTypes: true,
      respectSchemaVersion: true,
    },
    csharp: { namespaces: { [PACKAGE]: "VertexJobs" }, respectSchemaVersion: true },
  },
};
