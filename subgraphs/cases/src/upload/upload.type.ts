import { Field, ObjectType } from 'type-graphql';
import { Attachment } from '../evidence/index.ts';

@ObjectType('CreateUploadPayload', { description: 'The address for the upload of a photo (上传地址).' })
export class Upload {
  @Field(() => Attachment, { description: 'The photo; name it by its id once its content was sent.' })
  attachment!: Attachment;

  @Field(() => String, {
    description:
      'A path on this gateway: PUT the content there, with its content-length. Good for fifteen minutes; sending the same again does nothing.',
  })
  url!: string;

  @Field(() => Date, {
    description: 'Until when the address is valid, UTC; a retry of createUpload gives another.',
  })
  expiresAt!: Date;
}
