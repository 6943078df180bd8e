import { FieldResolver, Resolver, Root } from 'type-graphql';
import { Person } from '../../neighbours/index.ts';
import { Attachment } from './attachment.entity.ts';
import type { SignedAddresses } from './signed-address.ts';

@Resolver(() => Attachment)
export class AttachmentResolver {
  constructor(private readonly addresses: SignedAddresses) {}

  @FieldResolver(() => String, {
    nullable: true,
    description:
      'Where it is read, a path on this gateway, good for five minutes and for whoever holds it (下载地址); null until it is uploaded.',
  })
  async url(@Root() { id, storedAt }: Attachment): Promise<string | null> {
    return storedAt ? (await this.addresses.sign('download', id)).path : null;
  }

  @FieldResolver(() => Person, { nullable: true, description: 'Who uploaded it (上传人).' })
  uploader(@Root() { uploaderId }: Attachment): Person {
    return { id: uploaderId };
  }
}
