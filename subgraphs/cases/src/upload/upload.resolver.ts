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
      'Creates an address for the upload of a photo (申请上传). For actors who can answer the ticket, verify the report or the case, or record the inspection; for a report to come, for every actor with a token. Errors: FORBIDDEN, NOT_FOUND, STATE_NOT_ALLOWED, GUARD_FAILED, INPUT_INVALID. The address answers ADDRESS_INVALID, ADDRESS_EXPIRED, CONTENT_REFUSED, REQUEST_TOO_LARGE.',
  })
  createUpload(
    @Arg('input', () => CreateUploadInput, { description: 'The purpose and the declared content.' })
    input: CreateUploadInput,
    @Ctx() { actor }: GraphContext,
  ): Promise<Upload> {
    return this.service.create(actor, input);
  }
}
