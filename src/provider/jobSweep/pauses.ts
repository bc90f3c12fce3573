import type { PausedSchedule } from "../../vertex/schedules/pauseSchedules";
import { scheduleKey } from "../../vertex/selection/resourceKey";

/** What is recorded of the schedules that a sweep has paused. */
export interface RecordedPauses {
  /** Full names. */
  readonly pausedSchedules?: readonly string[];
  /** When each had last been resumed before; empty: never. By region and id, whatever the spelling of the project. */
  readonly __lastResumeTimes?: Readonly<Record<string, string>>;
}

/** The schedules that a sweep has paused, each with what tells later whether its pause is still this one. */
export class Pauses {
  private constructor(
    private readonly names: readonly string[],
    private readonly lastResumeTimes: Readonly<Record<string, string>>,
  ) {}

  /** Those that are recorded. */
  static of({ pausedSchedules = [], __lastResumeTimes = {} }: RecordedPauses): Pauses {
    return new Pauses(pausedSchedules, __lastResumeTimes);
  }

  /** What is recorded of them. */
  get facts(): Required<RecordedPauses> {
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
