import { seedId } from './identifiers.ts';
import { itemAt, sealed, unassignedMobile } from './records.ts';
import { personNumberAt, roster } from './roster.ts';
import type { Post } from './roster.ts';

/** A person the graph knows. Names are combined from lists; likeness to a real person is chance. */
export interface Person {
  readonly id: string;
  /** `P` and four digits; the handle a token is asked for with. */
  readonly number: string;
  readonly name: string;
  /** Eleven digits of a mobile range that is never assigned. */
  readonly phone: string;
  /** Domain `ecogrid.example`. Null for supervisors, who are reached by phone only. */
  readonly email: string | null;
  readonly organizationCode: string;
}

const SURNAMES = Array.from('林周沈陆程方苏叶江顾贺秦白石柏');
const GIVEN = [
  '知远',
  '思源',
  '清和',
  '望舒',
  '云起',
  '景行',
  '若水',
  '明川',
  '怀瑾',
  '星遥',
  '念慈',
  '朗月',
];

/** Distinct for the first 180 positions: a surname comes back with the next given name. */
function nameAt(index: number): string {
  const turn = Math.floor(index / SURNAMES.length) + (index % SURNAMES.length);
  return itemAt(SURNAMES, index % SURNAMES.length) + itemAt(GIVEN, turn % GIVEN.length);
}

function personAt(post: Post, index: number): Person {
  const number = personNumberAt(index);
  return {
    id: seedId('person', number),
    number,
    name: nameAt(index),
    phone: unassignedMobile(index + 1),
    email: post.hasEmail ? `${number.toLowerCase()}@ecogrid.example` : null,
    organizationCode: post.organizationCode,
  };
}

/** The 145 people in the order of their numbers. */
export const people: readonly Person[] = sealed(roster.map(personAt));
