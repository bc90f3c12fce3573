import { selectionOf } from "../../vertex/sweep/listSelected";
import { launchesSelected } from "../../vertex/sweep/matchingSchedules";
import { projectChange, type RecordedProject } from "../sameProject";
import { isUnknown } from "../unknown";
import type { SweepInputs } from "./inputs";
import type { SweepOutputs } from "./outputs";

/**
 * Which schedules the sweeps of this run declare paused. A rename, a replacement or a move to another parent deletes the
 * old sweep after the new one was created: the delete must not resume what the new one keeps paused.
 *
 * There is one in each provider process, which lives as long as the run.
 */
export class DeclaredPauses {
  private readonly sweeps = new Map<string, SweepInputs>();
  private readonly handedOn = new Map<string, readonly string[]>();

  /** Notes what a sweep that was checked or diffed declares now. */
  declare(inputs: SweepInputs): void {
    const { __progressUrn: urn, pauseSchedules, cancelOn } = inputs;
    if (!urn || isUnknown(inputs)) return;
    if (pauseSchedules && cancelOn.includes("create")) this.sweeps.set(urn, inputs);
    else this.sweeps.delete(urn);
  }

  /** Keeps the schedules that a sweep has paused, in case that it is replaced. */
  handOn({ __progressUrn: urn, pausedSchedules = [] }: SweepOutputs): void {
    if (urn) this.handedOn.set(urn, pausedSchedules);
  }

  /** What was handed on to a sweep that is created now. */
  handedOnTo({ __progressUrn: urn }: SweepInputs): readonly string[] {
    return (urn && this.handedOn.get(urn)) || [];
  }

  /**
   * The URN of a sweep that declares a schedule paused. Where it is not known whether an id and a number are the same
   * project, they may be.
   *
   * @param schedule - as answered.
   * @param recorded - project of the schedule.
   */
  declaring(schedule: object, recorded: RecordedProject): string | undefined {
    const nowMs = Date.now();
    return [...this.sweeps].find(([, { project, regions, selector, exclude }]) => {
      if (projectChange(recorded, project) === "other") return false;
      const name = launchesSelected(schedule, selectionOf(selector, exclude, { nowMs }));
      return name !== undefined && regions.includes(name.split("/")[3] ?? "");
    })?.[0];
  }
}
