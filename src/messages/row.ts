/** Who reads a message: somebody who runs Pulumi, somebody who refreshes a stack, or somebody at the command line. */
export type Reader = "pulumi" | "refresh" | "command";

/**
 * A text with `{parameter}` where a value is filled in, and `{@input}` where the reader's name of an input is. If not all
 * readers get the same text, those without one of their own get the text for `pulumi`.
 */
export type Text = string | { readonly pulumi: string; readonly refresh?: string; readonly command?: string };

/** One message: what is printed, and what `docs/troubleshooting.md` says about it. */
export interface Row {
  readonly text: Text;
  /** What to do next. It is printed after the text of a failure. */
  readonly step?: Text;
  /** Why it is printed. Only the page shows it, so the build drops it. */
  readonly cause: string;
  /** What to do, if it takes more words than the step has. The build drops it, too. */
  readonly remedy?: string;
}

/** Messages by code. */
export type Rows = Readonly<Record<string, Row>>;

/** A part of the catalogue, and of the page. */
export interface Section {
  readonly title: string;
  /** What all messages of the section have in common, in Markdown. */
  readonly intro?: string;
  /** What stands before each text. */
  readonly prefix?: string;
  readonly rows: Rows;
}
