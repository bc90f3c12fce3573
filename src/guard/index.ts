export type { PipelineJobGuardArgs } from "./guardArgs";
export { PipelineJobGuard } from "./pipelineJobGuard";
export { cancelPipelineJobWorkflow } from "./workflow/cancelPipelineJob";
export type { Subworkflow, Subworkflows } from "./workflow/definition";
export type { GuardCost, WorkflowCost } from "./workflowCost";
