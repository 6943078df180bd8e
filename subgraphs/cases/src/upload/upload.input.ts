import { IsIn, IsInt, IsUUID, Matches, Max, Min } from 'class-validator';
import { Field, ID, InputType, Int } from 'type-graphql';
import { PhotoMoment } from '@ecogrid/files';
import { MutationInput } from '@ecogrid/subgraph';
import { PHOTO_BYTES, PHOTO_TYPES, UploadPurpose } from '../evidence/index.ts';

@InputType({
  description:
    'Asks for an address to upload a photo to (申请上传): the purpose, and type, size and hash of the file.',
})
export class CreateUploadInput extends MutationInput {
  @Field(() => UploadPurpose, { description: 'The purpose of the photo (用途).' })
  @IsIn(Object.keys(UploadPurpose))
  purpose!: keyof typeof UploadPurpose;

  @Field(() => ID, {
    nullable: true,
    description:
      'The ticket, the report, the case or the inspection, as the purpose says; absent for a report that is about to be submitted.',
  })
  @IsUUID()
  subjectId?: string;

  @Field(() => PhotoMoment, { defaultValue: PhotoMoment.SCENE, description: 'When it was taken.' })
  @IsIn(Object.keys(PhotoMoment))
  moment!: keyof typeof PhotoMoment;

  @Field(() => String, {
    description: `One of ${PHOTO_TYPES.join(', ')}; the content must be of this type.`,
  })
  @IsIn(PHOTO_TYPES)
  mediaType!: string;

  @Field(() => Int, {
    description: `Its size in bytes, 1 to ${PHOTO_BYTES}; the content must have this size.`,
  })
  @IsInt()
  @Min(1)
  @Max(PHOTO_BYTES)
  sizeBytes!: number;

  @Field(() => String, {
    description:
      'SHA-256 of its content in 64 hexadecimal digits, small letters; the content must have this hash.',
  })
  @Matches(/^[0-9a-f]{64}$/)
  sha256!: string;
}
