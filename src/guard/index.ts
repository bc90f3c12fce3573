export type { JobGuardArgs } from "./guardArgs";
export { JobGuard } from "./jobGuard";
export { cancelPipelineJobWorkflow } from "./workflow/cancelPipelineJob";
export type { Subworkflow, Subworkflows } from "./workflow/definition";
export type { GuardCost, WorkflowCost } from "./workflowCost";
