import { expect, test } from '@jest/globals';
import { validate } from 'class-validator';
import { DispatchCaseInput } from './ticket.input.ts';

const problemsWith = async (count: number): Promise<string[]> => {
  const assistingOrganizationCodes = Array.from({ length: count }, (_, index) => `DEPT-${index}`);
  const problems = await validate(Object.assign(new DispatchCaseInput(), { assistingOrganizationCodes }));
  const own = problems.find(({ property }) => property === 'assistingOrganizationCodes');
  return Object.keys(own?.constraints ?? {});
};

test('a dispatch takes as many assisting organizations as the matter needs, up to a maximum', async () => {
  expect(await problemsWith(0)).toEqual([]);
  expect(await problemsWith(500)).toEqual([]);
  expect(await problemsWith(501)).toEqual(['arrayMaxSize']);
});
