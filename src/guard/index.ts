export type { PipelineJobGuardArgs } from "./guardArgs";
export type { GuardCost, WorkflowCost } from "./guardCost";
export { PipelineJobGuard } from "./pipelineJobGuard";
export { cancelPipelineJobWorkflow } from "./workflow/cancelPipelineJob";
export type { Subworkflow, Subworkflows } from "./workflow/definition";
