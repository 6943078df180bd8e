import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { isDecoded, type SignedAddresses } from '@ecogrid/files';
import { hasRole, type Actor } from '@ecogrid/identity';
import { GeoPosition, type GraphContext } from '@ecogrid/subgraph';
import { Person, personFor } from '../../neighbours/index.ts';
import { Attachment } from './attachment.entity.ts';

const VALID = 'valid for five minutes without a token';
const FOR_THE_DESK = 'null for readers other than the desk';

@Resolver(() => Attachment)
export class AttachmentResolver {
  constructor(private readonly addresses: SignedAddresses) {}

  @FieldResolver(() => String, {
    nullable: true,
    description: `The download path on this gateway, ${VALID} (下载地址): a picture without its metadata, a HEIC picture as JPEG. Null until the file is uploaded.`,
  })
  url(@Root() file: Attachment): Promise<string | null> {
    return this.path('download', file);
  }

  @FieldResolver(() => String, {
    nullable: true,
    description: `The download path of a thumbnail in WebP, at most 320 pixels wide and high, ${VALID} (缩略图). Null until the file is uploaded, and of files that are no picture.`,
  })
  thumbnailUrl(@Root() file: Attachment): Promise<string | null> | null {
    return isDecoded(file.mediaType) ? this.path('thumbnail', file) : null;
  }

  @FieldResolver(() => String, {
    nullable: true,
    description: `The download path of the file as it was uploaded, ${VALID} (原始文件); ${FOR_THE_DESK}.`,
  })
  originalUrl(@Root() file: Attachment, @Ctx() { actor }: GraphContext): Promise<string | null> | null {
    return isDesk(actor) ? this.path('original', file) : null;
  }

  @FieldResolver(() => Date, {
    nullable: true,
    description: `When the picture was taken by its EXIF data, UTC (拍摄时间); null without it, and ${FOR_THE_DESK}.`,
  })
  takenAt(@Root() { takenAt }: Attachment, @Ctx() { actor }: GraphContext): Date | null {
    return isDesk(actor) ? takenAt : null;
  }

  @FieldResolver(() => GeoPosition, {
    nullable: true,
    description: `Where the picture was taken by its EXIF data (拍摄位置); null without it, and ${FOR_THE_DESK}.`,
  })
  takenPlace(
    @Root() { takenLongitude: longitude, takenLatitude: latitude }: Attachment,
    @Ctx() { actor }: GraphContext,
  ): GeoPosition | null {
    return isDesk(actor) && longitude !== null && latitude !== null ? { longitude, latitude } : null;
  }

  @FieldResolver(() => Person, { nullable: true, description: 'The person who uploaded it (上传人).' })
  uploader(@Root() { uploaderId }: Attachment, @Ctx() context: GraphContext): Person | null {
    return personFor(context, uploaderId);
  }

  private async path(
    use: 'download' | 'thumbnail' | 'original',
    { id, storedAt }: Attachment,
  ): Promise<string | null> {
    return storedAt ? (await this.addresses.sign(use, id)).path : null;
  }
}

/** Time and place of a picture may lead to its reporter; they are for the desk. */
function isDesk(actor: Actor): boolean {
  return hasRole(actor, 'OPERATOR', 'SHIFT_LEADER');
}
