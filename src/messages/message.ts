import type { CATALOGUE } from "./catalogue";
import type { Text } from "./row";

/** The code of a message of the catalogue. */
export type MessageCode = keyof typeof CATALOGUE;

/** The name of an input, such as `selector.labels`. Each reader has an own spelling of it. */
export interface InputName {
  readonly input: string;
}

/** What a parameter may be. Lists are joined with commas, numbers are grouped in thousands, and messages are rendered. */
export type Parameter = string | number | InputName | Message | readonly (string | InputName)[];

/** A message before it has words: a code of the catalogue with its parameters. */
export interface Message<Code extends MessageCode = MessageCode> {
  readonly code: Code;
  readonly parameters: Readonly<Record<string, Parameter>>;
}

type Spelled<T extends Text> = T extends string ? T : T[keyof T];

type ParameterName<T> = T extends `${string}{${infer Name}}${infer Rest}`
  ? (Name extends `@${string}` ? never : Name) | ParameterName<Rest>
  : never;

type TextsOf<Code extends MessageCode> = (typeof CATALOGUE)[Code] extends { readonly step: infer Step extends Text }
  ? Spelled<(typeof CATALOGUE)[Code]["text"]> | Spelled<Step>
  : Spelled<(typeof CATALOGUE)[Code]["text"]>;

type ParametersOf<Code extends MessageCode> = Readonly<Record<ParameterName<TextsOf<Code>>, Parameter>>;

/** Makes a message. The compiler asks for the parameters that the text has. */
export function message<Code extends MessageCode>(
  code: Code,
  ...parameters: keyof ParametersOf<Code> extends never ? [] : [parameters: ParametersOf<Code>]
): Message<Code> {
  return { code, parameters: parameters[0] ?? {} };
}

/** Takes an input's name as a parameter. */
export function inputName(input: string): InputName {
  return { input };
}
