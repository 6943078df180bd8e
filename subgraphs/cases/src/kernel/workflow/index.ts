export { isAnother } from './four-eyes.rule.ts';
export { anyOf, inGrid, inOrganization, inZone } from './permission.ts';
export { Workflow, type ActionWords, type GuardRule, type Step } from './workflow.ts';
