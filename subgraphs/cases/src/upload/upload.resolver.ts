import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import type { GraphContext } from '@ecogrid/subgraph';
import { CreateUploadInput } from './upload.input.ts';
import type { UploadService } from './upload.service.ts';
import { Upload } from './upload.type.ts';

@Resolver()
export class UploadResolver {
  constructor(private readonly service: UploadService) {}

  @Mutation(() => Upload, {
    description:
      'Asks for an address to upload a photo to (申请上传). For whoever may answer the ticket, verify the report or the case, record the inspection; for a report to come, for everybody with a token. Errors: FORBIDDEN, NOT_FOUND, STATE_NOT_ALLOWED, GUARD_FAILED, INPUT_INVALID. The address answers ADDRESS_INVALID, ADDRESS_EXPIRED, CONTENT_REFUSED, REQUEST_TOO_LARGE.',
  })
  createUpload(
    @Arg('input', () => CreateUploadInput, { description: 'What it is for, what it will be.' })
    input: CreateUploadInput,
    @Ctx() { actor }: GraphContext,
  ): Promise<Upload> {
    return this.service.create(actor, input);
  }
}
