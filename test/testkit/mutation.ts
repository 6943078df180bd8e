/** Mutations of this thing whose names do not say so. */
const ON_CASE = [
  'adoptReport',
  'decideVoid',
  'recordCheck',
  'recordLookBack',
  'recordVerification',
  'requestVoid',
  'startLookBack',
];
const ON_TICKET = ['requestExtension', 'requestReturn', 'requestSuspension'];

/** The field of the payload that shows the thing that a mutation changed: a case, a ticket, a report or a change of the register. */
function fieldOf(name: string): string {
  if (ON_CASE.includes(name) || name.includes('Case')) return 'case';
  if (ON_TICKET.includes(name) || name.includes('Ticket')) return 'ticket';
  if (name.endsWith('Object')) return 'change';
  return 'report';
}

export interface Done<Thing> {
  readonly done: { readonly thing: Thing };
}

/** A mutation of one of these: its answer is `Done` with the selected fields of the thing. */
export function mutationOf(name: string, selection: string): string {
  const type = `${name[0]?.toUpperCase()}${name.slice(1)}Input`;
  return `mutation ($input: ${type}!) { done: ${name}(input: $input) { thing: ${fieldOf(name)} { ${selection} } } }`;
}
