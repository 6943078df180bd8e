import { ArrayMaxSize, ArrayUnique, IsArray, IsUUID } from 'class-validator';
import { Field, ID } from 'type-graphql';
import { PHOTOS_AT_ONCE } from './photo.rule.ts';

const RULES = [IsArray(), ArrayMaxSize(PHOTOS_AT_ONCE), ArrayUnique(), IsUUID(undefined, { each: true })];

/** The field by which an input names photos: the same wherever there are some. */
export function PhotoIdsField(): PropertyDecorator {
  const description = `Up to ${PHOTOS_AT_ONCE} photos that the actor has uploaded for it, see createUpload (照片).`;
  return (target, name) => {
    Field(() => [ID], { nullable: true, description })(target, name as string);
    for (const rule of RULES) rule(target, name);
  };
}
