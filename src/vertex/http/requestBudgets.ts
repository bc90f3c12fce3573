import { getOrCreate } from "../getOrCreate";
import type { JobName } from "../jobs/jobName";
import { DEFAULT_REQUESTS_PER_MINUTE, RequestBudget } from "./requestBudget";

/**
 * The budgets of a process: one for each endpoint, project, and region, whoever calls. An id and a number are the same
 * project once an answer has told the number.
 */
export class RequestBudgets {
  private readonly budgets = new Map<string, RequestBudget>();
  private readonly projectNumbers = new Map<string, string>();

  /** @param requestsPerMinute - of each budget, unless somebody claims another one; default 120. */
  constructor(private readonly requestsPerMinute = DEFAULT_REQUESTS_PER_MINUTE) {}

  /** The budget of requests to a project and region. */
  of(endpoint: string, { project, region }: Pick<JobName, "project" | "region">): RequestBudget {
    const budget = this.budgetOf(endpoint, project, region);
    const number = this.projectNumbers.get(project);
    if (number !== undefined) budget.join(this.budgetOf(endpoint, number, region));
    return budget;
  }

  /** An answer has told the number of a project. */
  noteProjectNumber(project: string, number: string): void {
    this.projectNumbers.set(project, number);
  }

  private budgetOf(endpoint: string, project: string, region: string): RequestBudget {
    return getOrCreate(
      this.budgets,
      `${endpoint} ${project} ${region}`,
      () => new RequestBudget(this.requestsPerMinute),
    );
  }
}
