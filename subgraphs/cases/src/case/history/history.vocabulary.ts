import { vocabulary } from '../../kernel/index.ts';

export const ActorKind = vocabulary('ActorKind', 'The kinds of actors (操作者类别).', {
  PERSON: 'A person.',
  SERVICE: 'A service, such as the consumer of exceedances.',
  PUBLIC: 'A caller without a token (公众).',
});

export const EventThing = vocabulary('EventThing', 'The subject of a line of the history (历史对象).', {
  CASE: 'The case (案卷).',
  TICKET: 'A transfer ticket of the case (转办件).',
  REPORT: 'A report of the case (上报).',
  LETTER: 'A letter about a ticket of the case (邮件).',
  INSPECTION: 'An inspection of the case by the post-supervision group (后督察).',
  PHOTO: 'A photo that was attached (照片); the note is the SHA-256 of its content.',
});
