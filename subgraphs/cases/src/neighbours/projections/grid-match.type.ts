import { Directive, Field, Int, ObjectType } from 'type-graphql';
import { vocabulary } from '@ecogrid/subgraph';

export const GridMatchBasis = vocabulary(
  'GridMatchBasis',
  'The basis on which a report or a case was assigned to its grid (属地判定依据).',
  {
    PLACE: 'The coordinates of the report (坐标).',
    OBJECT: 'The registered place of the supervised object (监管对象位置).',
    REPORTER: "By the reporter's own grid, as no place was known (上报人网格).",
    DESK: 'The decision of the desk (人工指定).',
    SOURCE: 'The statement of the source, because no known polygon contains the place (来源指定).',
  },
);

@ObjectType({ description: 'A grid whose polygon holds a place, at the version that was asked.' })
export class GridCandidate {
  gridCode!: string;

  @Field(() => Int, { description: '2 the whole zone, 3 a street, 4 a unit grid (层级).' })
  level!: number;

  @Field(() => Int, { description: "The version of the grid's polygon, counted by its owner from 1." })
  version!: number;
}

/** Kept with the report and the case as it was found: polygons change later, the reason does not. */
@ObjectType({
  description:
    'The reason for the grid of a report or a case (属地判定说明), as determined at one time and kept.',
})
export class GridMatch {
  gridCode!: string;

  @Field(() => GridMatchBasis, { description: 'The basis of the assignment (判定依据).' })
  basis!: keyof typeof GridMatchBasis;

  @Field(() => Int, {
    nullable: true,
    description:
      "The version of the grid's polygon that matched; null when no polygon was asked, or none held the place.",
  })
  gridVersion!: number | null;

  @Field(() => Boolean, {
    description:
      'Whether the place lies on the border of several grids of the smallest kind (界线争议): it then belongs to the lower code.',
  })
  isAmbiguous!: boolean;

  @Directive('@listSize(assumedSize: 10)')
  @Field(() => [GridCandidate], {
    description:
      'Every grid whose polygon held the place, the smallest first, 10 at most; empty when no place was known.',
  })
  candidates!: GridCandidate[];

  /** ISO 8601, UTC: it is kept as JSON. */
  matchedAt!: string;
}
