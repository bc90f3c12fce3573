import { PIPELINE_JOBS } from "../../vertex/kinds/kinds";
import { launchesSelected } from "../../vertex/schedules/matchingSchedules";
import { selectionOf } from "../../vertex/selection/listSelected";
import { mayBeOneProject, projectChange, type RecordedProject } from "../sameProject";
import { isUnknown } from "../unknown";
import type { SweepInputs } from "./inputs";
import type { SweepOutputs } from "./outputs";
import { Pauses } from "./pauses";

/**
 * Which schedules the sweeps of this run declare paused. A rename, a replacement or a move to another parent deletes the
 * old sweep after the new one was created: the delete must not resume what the new one keeps paused.
 *
 * There is one in each provider process, which lives as long as the run.
 */
export class DeclaredPauses {
  private readonly sweeps = new Map<string, SweepInputs & RecordedProject>();
  private readonly replaced = new Map<string, SweepOutputs>();

  /**
   * Notes what a sweep that was checked or diffed declares now.
   *
   * @param urn - of the sweep; without one nothing is noted.
   * @param recorded - its project as recorded, if it is not new.
   */
  declare(urn: string | undefined, inputs: SweepInputs, recorded?: RecordedProject): void {
    const { pauseSchedules, cancelOn } = inputs;
    if (!urn || isUnknown(inputs)) return;
    const number = recorded?.project === inputs.project ? recorded.projectNumber : undefined;
    const declared = { ...inputs, ...(number !== undefined && { projectNumber: number }) };
    if (pauseSchedules && cancelOn.includes("create")) this.sweeps.set(urn, declared);
    else this.sweeps.delete(urn);
  }

  /** Keeps the schedules that a sweep has paused, in case that it is replaced. */
  handOn(urn: string | undefined, outputs: SweepOutputs): void {
    if (urn) this.replaced.set(urn, outputs);
  }

  /** What was handed on to a sweep that is created now. Another project's schedules are others, whatever their ids. */
  handedOnTo(urn: string | undefined, { project }: SweepInputs): Pauses {
    const replaced = urn ? this.replaced.get(urn) : undefined;
    return Pauses.of(replaced && projectChange(replaced, project) !== "other" ? replaced : {});
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
    return [...this.sweeps].find(([, sweep]) => {
      const { regions, selector, exclude } = sweep;
      if (!mayBeOneProject(recorded, sweep)) return false;
      const name = launchesSelected(schedule, selectionOf(selector, exclude, { kind: PIPELINE_JOBS, nowMs }));
      return name !== undefined && regions.includes(name.split("/")[3] ?? "");
    })?.[0];
  }
}
