import { describe, expect, test } from '@jest/globals';
import { CachedActorResolver, PUBLIC_ACTOR, rightOf, type Actor, type Principal } from './index.ts';

const principal: Principal = { kind: 'PERSON', subject: 'p1', expiresAt: 0, claims: {} };

/** A source whose answers are given by the test, one after the other. */
function source(): { asked: Array<(actor: Actor | Error) => void>; resolver: CachedActorResolver } {
  const asked: Array<(actor: Actor | Error) => void> = [];
  const resolve = (): Promise<Actor> =>
    new Promise((give, fail) =>
      asked.push((answer) => (answer instanceof Error ? fail(answer) : give(answer))),
    );
  return { asked, resolver: new CachedActorResolver({ resolve }, 60_000) };
}

describe('the resolver that remembers', () => {
  test('asks once for those who ask at once, and for those who come later', async () => {
    const { asked, resolver } = source();
    const both = [resolver.resolve(principal), resolver.resolve(principal)];
    asked[0]?.(PUBLIC_ACTOR);
    expect(await Promise.all([...both, resolver.resolve(principal)])).toEqual(Array(3).fill(PUBLIC_ACTOR));
    expect(asked).toHaveLength(1);
  });

  test('does not cache an answer that was pending when the entry was invalidated', async () => {
    const { asked, resolver } = source();
    const old = resolver.resolve(principal);
    resolver.forget('p1');
    asked[0]?.({ ...PUBLIC_ACTOR, rights: [rightOf('OPERATOR')] });
    await old;
    const now = resolver.resolve(principal);
    asked[1]?.(PUBLIC_ACTOR);
    expect(await now).toEqual(PUBLIC_ACTOR);
  });

  test('tells a person from a service of the same name, and forgets both', async () => {
    const { asked, resolver } = source();
    const service: Principal = { ...principal, kind: 'SERVICE' };
    const answers = [resolver.resolve(principal), resolver.resolve(service)];
    asked[0]?.(PUBLIC_ACTOR);
    asked[1]?.({ ...PUBLIC_ACTOR, rights: [rightOf('BI')] });
    expect((await Promise.all(answers)).map((actor) => actor?.rights)).toEqual([[], [rightOf('BI')]]);
    resolver.forget('p1');
    void resolver.resolve(principal);
    void resolver.resolve(service);
    expect(asked).toHaveLength(4);
  });

  test('forgets all accounts of a person at once, and no account of another', async () => {
    const { asked, resolver } = source();
    const accounts = ['desk', 'phone', 'of another'].map((subject) => ({ ...principal, subject }));
    const resolveAll = (): Array<Promise<Actor | null>> => accounts.map((each) => resolver.resolve(each));
    const answers = resolveAll();
    asked.forEach((answer, at) => answer({ ...PUBLIC_ACTOR, kind: 'PERSON', id: at < 2 ? 'p1' : 'p2' }));
    await Promise.all(answers);
    resolver.forget('p1');
    void resolveAll();
    expect(asked).toHaveLength(5);
  });

  test('does not keep a failure', async () => {
    const { asked, resolver } = source();
    const first = resolver.resolve(principal);
    asked[0]?.(new Error('away'));
    await expect(first).rejects.toThrow('away');
    const second = resolver.resolve(principal);
    asked[1]?.(PUBLIC_ACTOR);
    expect(await second).toEqual(PUBLIC_ACTOR);
  });
});
