import { scheduleKey } from "../../vertex/selector/resourceKey";
import type { PausedSchedule } from "../../vertex/sweep/pauseSchedules";
import type { SweepFacts } from "./outputs";

/** The schedules that a sweep has paused, each with what tells later whether its pause is still this one. */
export class Pauses {
  /**
   * @param names - full names.
   * @param lastResumeTimes - by region and id, whatever the spelling of the project.
   */
  private constructor(
    private readonly names: readonly string[],
    private readonly lastResumeTimes: Readonly<Record<string, string>>,
  ) {}

  /** Those that are recorded. */
  static of({ pausedSchedules = [], __lastResumeTimes = {} }: SweepFacts): Pauses {
    return new Pauses(pausedSchedules, __lastResumeTimes);
  }

  /** What is recorded of them. */
  get facts(): Required<Pick<SweepFacts, "pausedSchedules" | "__lastResumeTimes">> {
    return { pausedSchedules: this.names, __lastResumeTimes: this.lastResumeTimes };
  }

  get count(): number {
    return this.names.length;
  }

  /** The same with another spelling of the project. */
  respelled(respell: (name: string) => string): Pauses {
    return new Pauses(this.names.map(respell), this.lastResumeTimes);
  }

  /** When a schedule had last been resumed before it was paused; empty: never; `undefined`: it is not among these. */
  lastResumeTimeOf(name: string): string | undefined {
    return this.lastResumeTimes[keyOf(name)];
  }

  /** These and one more, or one that was paused again. */
  with({ name, lastResumeTime }: Required<PausedSchedule>): Pauses {
    return new Pauses([...new Set([...this.names, name])], {
      ...this.lastResumeTimes,
      [keyOf(name)]: lastResumeTime,
    });
  }
}

function keyOf(name: string): string {
  return scheduleKey(name) ?? name;
}
