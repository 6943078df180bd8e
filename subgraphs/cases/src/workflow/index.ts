export { Workflow, type Allowed, type Permission, type Step, type WorkflowTable } from './workflow.ts';
