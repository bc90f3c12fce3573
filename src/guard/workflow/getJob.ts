import type { Step } from "./definition";

/** A look at one job. */
export interface GetJob {
  /** Name of the step. */
  readonly step: string;
  /** The word for this look in the names of the steps that handle its errors. */
  readonly verb: string;
  /** Expression for the region. */
  readonly region: string;
  /** Expression for the full name. */
  readonly name: string;
  /** Fields to ask for: a whole job may be larger than all that a workflow can remember. */
  readonly fields: string;
  /** What the subworkflow returns if the job does not exist. */
  readonly whenMissing: string | boolean;
  /** The variable that takes the response. */
  readonly result: string;
}

/** A step that gets some fields of a job. It retries, and any other error than 404 names the job. */
export function getJob({ step, verb, region, name, fields, whenMissing, result }: GetJob): Step {
  return {
    [step]: {
      try: {
        call: "http.get",
        args: {
          url: `\${"https://" + ${region} + "-aiplatform.googleapis.com/v1/" + ${name}}`,
          auth: { type: "OAuth2" },
          query: { fields },
        },
        result,
      },
      retry: "${http.default_retry}",
      except: {
        as: "e",
        steps: [
          { [`judge${verb}Error`]: { switch: [{ condition: '${map.get(e, "code") == 404}', return: whenMissing }] } },
          {
            [`raise${verb}Error`]: {
              raise: { message: `\${"could not look at " + ${name} + ": " + e.message}`, tags: "${e.tags}" },
            },
          },
        ],
      },
    },
  };
}
