import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { SignedAddresses } from '@ecogrid/files';
import type { GraphContext } from '@ecogrid/subgraph';
import { Person, personFor } from '../../neighbours/index.ts';
import { Attachment } from './attachment.entity.ts';

@Resolver(() => Attachment)
export class AttachmentResolver {
  constructor(private readonly addresses: SignedAddresses) {}

  @FieldResolver(() => String, {
    nullable: true,
    description:
      'The download path on this gateway, valid for five minutes without a token (下载地址); null until the file is uploaded.',
  })
  async url(@Root() { id, storedAt }: Attachment): Promise<string | null> {
    return storedAt ? (await this.addresses.sign('download', id)).path : null;
  }

  @FieldResolver(() => Person, { nullable: true, description: 'The person who uploaded it (上传人).' })
  uploader(@Root() { uploaderId }: Attachment, @Ctx() context: GraphContext): Person | null {
    return personFor(context, uploaderId);
  }
}
