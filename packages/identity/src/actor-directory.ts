import { LRUCache } from 'lru-cache';
import type { Actor } from './actor.ts';
import type { ActorResolver, Principal } from './principal.ts';

/** Remembers resolved actors for a while, and forgets one at once when its appointments change. */
export class CachedActorResolver implements ActorResolver {
  private readonly known: LRUCache<string, Entry>;

  constructor(
    private readonly source: ActorResolver,
    ttlMs: number,
  ) {
    this.known = new LRUCache({ max: 50_000, ttl: ttlMs });
  }

  /** Those who ask at once share one answer; one that failed, or was forgotten meanwhile, is not kept. */
  resolve(principal: Principal): Promise<Actor | null> {
    const key = keyOf(principal.kind, principal.subject);
    const cached = this.known.get(key);
    if (cached) return cached.actor;
    const entry: Entry = { actor: this.source.resolve(principal), person: undefined };
    this.known.set(key, entry);
    entry.actor.then(
      (actor) => (entry.person = actor?.id ?? null),
      () => {
        if (this.known.peek(key) === entry) this.known.delete(key);
      },
    );
    return entry.actor;
  }

  /**
   * Forgets the person, all accounts of the person, and the service of this name: the caller need not know the kind of the
   * principal. An answer that is still awaited may be of any person.
   */
  forget(subject: string): void {
    for (const kind of KINDS) this.known.delete(keyOf(kind, subject));
    for (const [key, { person }] of [...this.known.entries()])
      if (person === undefined || person === subject) this.known.delete(key);
  }
}

interface Entry {
  readonly actor: Promise<Actor | null>;
  /** The id in the answer; undefined while it is awaited. */
  person: string | null | undefined;
}

const KINDS: ReadonlyArray<Principal['kind']> = ['PERSON', 'SERVICE'];

/** A service may have the id of a person as its name, and is another principal. */
function keyOf(kind: Principal['kind'], subject: string): string {
  return `${kind}:${subject}`;
}
