import { Field, Int, ObjectType } from 'type-graphql';
import { Score } from '../score/index.ts';
import { SubjectKind } from '../subject/index.ts';

@ObjectType({ description: 'One subject in a ranking (排名).' })
export class RankingRow {
  @Field(() => Int, {
    description: 'From 1; equal scores share a rank, and the ranks after them are left out: 1, 2, 2, 4.',
  })
  rank!: number;

  @Field(() => SubjectKind, { description: 'The kind of the subject (考核对象类别).' })
  subjectKind!: SubjectKind;

  subjectCode!: string;

  @Field(() => Score, {
    nullable: true,
    description: 'The score; null where the actor may know the rank only, as grid members of their peers.',
  })
  score!: Score | null;
}
