import { Ctx, FieldResolver, Resolver, Root, Directive } from 'type-graphql';
import { GeoPosition, type GraphContext } from '@ecogrid/subgraph';
import { Attachment, type AttachmentRepository } from '../attachment/index.ts';
import { Person, personFor } from '../../neighbours/index.ts';
import { Verification } from './verification.entity.ts';

@Resolver(() => Verification)
export class VerificationResolver {
  constructor(private readonly attachments: AttachmentRepository) {}

  @FieldResolver(() => GeoPosition, {
    nullable: true,
    description: 'The place of the verification (位置); null when not recorded.',
  })
  place(@Root() { longitude, latitude }: Verification): GeoPosition | null {
    return longitude !== null && latitude !== null ? { longitude, latitude } : null;
  }

  @FieldResolver(() => Person, {
    nullable: true,
    description: 'The person on site (核实人); null for a service.',
  })
  verifier(@Root() { verifierId }: Verification, @Ctx() context: GraphContext): Person | null {
    return personFor(context, verifierId);
  }

  @Directive('@listSize(assumedSize: 9)')
  @FieldResolver(() => [Attachment], {
    description: 'Its photos, in the order of their upload, 9 at most (照片).',
  })
  photos(@Root() { id }: Verification, @Ctx() context: GraphContext): Promise<Attachment[]> {
    return context.load(this.attachments.ofHolders, id);
  }
}
