import { Ctx, FieldResolver, Resolver, Root, Directive } from 'type-graphql';
import type { GraphContext } from '@ecogrid/subgraph';
import { MOST_CAMERAS, Camera, type CameraRepository } from '../camera/index.ts';
import { Enterprise } from './enterprise.entity.ts';
import type { EnterpriseRepository } from './enterprise.repository.ts';

@Resolver(() => Enterprise)
export class EnterpriseCamerasResolver {
  constructor(private readonly cameraRepository: CameraRepository) {}

  @Directive('@listSize(assumedSize: 10)')
  @FieldResolver(() => [Camera], {
    description: `Its cameras (视频监控), by code, ${MOST_CAMERAS} at most; empty for those who may not see the site.`,
  })
  cameras(@Root() { id }: Enterprise, @Ctx() context: GraphContext): Promise<Camera[]> {
    return context.load(this.cameraRepository.ofEnterprise, id);
  }
}

@Resolver(() => Camera)
export class CameraEnterpriseResolver {
  constructor(private readonly enterprises: EnterpriseRepository) {}

  @FieldResolver(() => Enterprise, {
    nullable: true,
    description: 'The enterprise on whose site it stands; null when it was struck off.',
  })
  enterprise(@Root() { enterpriseId }: Camera, @Ctx() context: GraphContext): Promise<Enterprise | null> {
    return context.load(this.enterprises.byId, enterpriseId);
  }
}
