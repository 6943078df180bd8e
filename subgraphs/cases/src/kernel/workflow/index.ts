export { isAnother } from './four-eyes.rule.ts';
export { Workflow, type Step } from './workflow.ts';
