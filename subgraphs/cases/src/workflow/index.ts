export { Workflow, type Step } from './workflow.ts';
