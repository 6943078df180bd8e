import { FieldResolver, Resolver, Root } from 'type-graphql';
import { Grid } from '../stubs/index.ts';
import { explanationOf } from './grid-match.rule.ts';
import { GridCandidate, GridMatch } from './grid-match.type.ts';

@Resolver(() => GridMatch)
export class GridMatchResolver {
  @FieldResolver(() => Grid, {
    nullable: true,
    description: 'The grid that was found; null when it was removed.',
  })
  grid(@Root() { gridCode }: GridMatch): Grid {
    return { code: gridCode };
  }

  @FieldResolver(() => Date, { description: 'When it was found, UTC.' })
  matchedAt(@Root() { matchedAt }: GridMatch): Date {
    return new Date(matchedAt);
  }

  @FieldResolver(() => String, { description: 'The whole in a sentence, in Chinese (说明).' })
  explanation(@Root() match: GridMatch): string {
    return explanationOf(match).zh;
  }

  @FieldResolver(() => String, { description: 'The whole in a sentence, in English.' })
  explanationEn(@Root() match: GridMatch): string {
    return explanationOf(match).en;
  }
}

@Resolver(() => GridCandidate)
export class GridCandidateResolver {
  @FieldResolver(() => Grid, { nullable: true, description: 'The grid; null when it was removed.' })
  grid(@Root() { gridCode }: GridCandidate): Grid {
    return { code: gridCode };
  }
}
