import { CronExpressionParser } from "cron-parser";

/** A cron line of five fields, with an optional time zone in front: `CRON_TZ=Europe/Paris 0 3 * * *`. Default UTC. */
export class Cron {
  readonly #fields: string;
  readonly #timeZone: string;

  /** @throws RangeError for a line that means nothing. */
  constructor(text: string) {
    const [, timeZone = "UTC", fields = ""] = /^(?:(?:CRON_)?TZ=(\S+)\s+)?(.*)$/s.exec(text.trim()) ?? [];
    this.#fields = fields;
    this.#timeZone = timeZone;
    if (fields.split(/\s+/).length !== 5) {
      throw new RangeError("it needs five fields");
    }
    try {
      CronExpressionParser.parse(fields, { tz: timeZone }).next();
    } catch (error) {
      throw new RangeError(error instanceof Error ? error.message : String(error));
    }
  }

  /** The first tick after `atMs`, in milliseconds since the epoch. */
  nextAfterMs(atMs: number): number {
    return CronExpressionParser.parse(this.#fields, { tz: this.#timeZone, currentDate: new Date(atMs) })
      .next()
      .getTime();
  }
}
