import { Failure } from "../../messages/failure";
import { inputName, type Message, message } from "../../messages/message";

/**
 * Configuration: keys of the Google provider with its namespace, such as `gcp:project`. A stack has texts; a provider of the
 * plugin has values.
 */
export interface Config {
  get(key: string): unknown;
}

/** Environment variables. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** Settings that a resource gives: by itself, or in the outputs of a provider of `@pulumi/gcp`. */
export interface ConnectionInputs {
  readonly connection?: Readonly<Record<string, unknown>>;
  readonly gcpProvider?: Readonly<Record<string, unknown>>;
}

/** A setting that can't be used. The message names it and where it came from, and never its value. */
export class SettingError extends Failure {
  override readonly name = "SettingError";

  /** @param source - where it came from, such as `gcp:region`, `connection.scopes` or an environment variable. */
  constructor(
    readonly source: string,
    /** The rest of a sentence that begins with the source. */
    readonly reason: Message,
  ) {
    super(message("setting", { source: inputName(source), reason }));
  }
}

/** A setting that was found. */
export interface Setting {
  /** Where it came from. */
  readonly source: string;
  /** As it was given: config and environment have texts, inputs have values. */
  readonly value: unknown;
}

/**
 * The places where settings come from, the first that has one decides: the resource's `connection`, then its
 * `gcpProvider`, or in its absence `gcp:*` config, then the environment.
 */
export class SettingSources {
  private readonly explicit: readonly { prefix: string; get(key: string): unknown }[];

  constructor(
    config: Config | undefined,
    private readonly env: Environment,
    { connection, gcpProvider }: ConnectionInputs,
  ) {
    this.explicit = [
      { prefix: "connection.", get: (key) => connection?.[key] },
      // The Google provider does not look into the config of the stack for a provider that a program has made.
      gcpProvider
        ? { prefix: "gcpProvider.", get: (key) => gcpProvider[key] }
        : { prefix: "gcp:", get: (key) => config?.get(`gcp:${key}`) },
    ];
  }

  /** The setting that is found first. Empty texts count as not given. */
  find(key: string, variables: readonly string[] = []): Setting | undefined {
    return this.findExplicit([key]).at(0) ?? this.findInEnvironment(variables);
  }

  /** Those of some settings that one place has: the first place that has any. */
  findExplicit(keys: readonly string[]): Setting[] {
    for (const { prefix, get } of this.explicit) {
      const found = keys.map((key) => ({ source: `${prefix}${key}`, value: get(key) })).filter(hasValue);
      if (found.length > 0) return found;
    }
    return [];
  }

  findInEnvironment(variables: readonly string[]): Setting | undefined {
    return variables.map((name) => ({ source: name, value: this.env[name] })).find(hasValue);
  }
}

function hasValue({ value }: Setting): boolean {
  return value !== undefined && value !== null && value !== "";
}
