import { expect, test } from '@jest/globals';
import { TicketState } from '../../ticket/index.ts';
import { EmailDeliveryState } from '../../dispatch/email/email-delivery.vocabulary.ts';
import { ReportState } from '../../intake/index.ts';
import { InspectionState } from '../../review/post-supervision/post-supervision.vocabulary.ts';
import { CaseState } from '../index.ts';
import { HistoryState } from './index.ts';

test('the states of a history are those of the things that it is about, and of photos', () => {
  const states = [CaseState, TicketState, ReportState, EmailDeliveryState, InspectionState];
  const all = new Set([...states.flatMap((each) => Object.keys(each)), 'ATTACHED']);
  expect(Object.keys(HistoryState).sort()).toEqual([...all].sort());
});
