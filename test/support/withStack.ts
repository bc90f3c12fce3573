import { FakeVertexAi, type FakeVertexAiOptions } from "../../src/testing";
import { consumerProject, type YamlProgram, yamlProject } from "./projectFolder";
import { PulumiStack, type PulumiStackOptions } from "./pulumiStack";
import { PLACE } from "./withFake";

/** The access token of the stacks. */
export const ACCESS_TOKEN = "secret-token-of-the-stack";

/** A stack and the fake that it calls. */
export interface StackOnFake {
  readonly fake: () => FakeVertexAi;
  readonly stack: () => PulumiStack;
}

/** Options of a stack that calls a fake. */
export interface StackOnFakeOptions extends Partial<PulumiStackOptions> {
  /** A program in YAML, for the plugin; default: an inline program for the dynamic provider. */
  readonly yaml?: YamlProgram;
  /** Fills the folder of a project in another language, for the plugin. */
  readonly pluginProject?: (folder: string) => void;
  readonly fake?: FakeVertexAiOptions;
}

/**
 * Makes a stack of an inline program, and a fake, for the enclosing describe, whose tests follow one another through the
 * stack's life.
 */
export function withStack(options: StackOnFakeOptions = {}): StackOnFake {
  let fake: FakeVertexAi | undefined;
  let stack: PulumiStack | undefined;
  before(async () => {
    fake = await FakeVertexAi.start({ requireAuthorization: ACCESS_TOKEN, ...options.fake });
    const { yaml, pluginProject = yaml && ((folder: string) => yamlProject(folder, yaml)) } = options;
    const namespace = pluginProject ? "vertex-jobs" : "gcp";
    stack = await PulumiStack.create({
      project: pluginProject ?? consumerProject,
      isInline: !pluginProject,
      ...options,
      config: {
        [`${namespace}:project`]: PLACE.project,
        [`${namespace}:region`]: PLACE.region,
        [`${namespace}:vertexAiCustomEndpoint`]: fake.endpoint,
        ...options.config,
      },
      secretConfig: { [`${namespace}:accessToken`]: ACCESS_TOKEN, ...options.secretConfig },
    });
  });
  after(async () => {
    // A command that a failed test has left behind may wait for half an hour; no job, nothing to wait for.
    fake?.addFault({ fault: { status: 404 } });
    await stack?.remove();
    await fake?.stop();
  });
  return { fake: () => present(fake), stack: () => present(stack) };
}

function present<T>(value: T | undefined): T {
  if (!value) throw new Error("the stack and its fake are there in tests only");
  return value;
}
