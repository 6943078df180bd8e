import { Ctx, Directive, FieldResolver, Resolver, Root } from 'type-graphql';
import type { GraphContext } from '@ecogrid/subgraph';
import { Attachment } from '../evidence/index.ts';
import { Case } from './case.entity.ts';
import { maySeePhotos } from './case.policy.ts';
import { PHOTOS_SHOWN, type ProblemPhotoRepository } from './problem-photos.repository.ts';

@Resolver(() => Case)
export class ProblemPhotosResolver {
  constructor(private readonly photos: ProblemPhotoRepository) {}

  @Directive('@listSize(assumedSize: 9)')
  @FieldResolver(() => [Attachment], {
    description: `The photos of the problem (问题照片): of its reports and of the verifications on site, at most ${PHOTOS_SHOWN}, without the people who took them for departments. Empty for enterprises.`,
  })
  problemPhotos(@Root() subject: Case, @Ctx() context: GraphContext): Promise<Attachment[]> | Attachment[] {
    return maySeePhotos(context.actor, subject) ? context.load(this.photos.ofCases, subject.id) : [];
  }
}
