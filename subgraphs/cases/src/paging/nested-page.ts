import type { Page, PageRequest } from '@ecogrid/database';
import type { Batch } from '@ecogrid/subgraph';

/** A page of a list that hangs on another thing, such as the cases of a grid. */
export interface NestedPage {
  readonly key: string;
  readonly first: number;
  readonly after?: string | null | undefined;
}

/**
 * Makes a loader's batch of nested pages: one call for each distinct (first, after), however many things are asked.
 * @param pages returns the page of each key, in the order of the keys.
 */
export function nestedPage<Row>(
  pages: (
    keys: readonly string[],
    request: PageRequest,
    context: Parameters<Batch<NestedPage, Page<Row>>>[1],
  ) => Promise<Array<Page<Row>>>,
): Batch<NestedPage, Page<Row>> {
  return async (wanted, context) => {
    const requests = [...new Set(wanted.map(requestKey))];
    const found = new Map<string, Page<Row>>();
    for (const request of requests) {
      const same = wanted.filter((each) => requestKey(each) === request);
      const keys = [...new Set(same.map(({ key }) => key))];
      const { first, after } = same[0] as NestedPage;
      const answers = await pages(keys, { first, after }, context);
      keys.forEach((key, index) => found.set(`${request} ${key}`, answers[index] as Page<Row>));
    }
    return wanted.map((each) => found.get(`${requestKey(each)} ${each.key}`) as Page<Row>);
  };
}

function requestKey({ first, after }: NestedPage): string {
  return `${first} ${after ?? ''}`;
}
