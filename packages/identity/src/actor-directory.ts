import { LRUCache } from 'lru-cache';
import type { Actor } from './actor.ts';
import type { ActorResolver, Principal } from './principal.ts';

/** Remembers resolved actors for a while, and forgets one at once when told that its appointments changed. */
export class CachedActorResolver implements ActorResolver {
  private readonly known: LRUCache<string, { readonly actor: Promise<Actor | null> }>;

  constructor(
    private readonly source: ActorResolver,
    ttlMs: number,
  ) {
    this.known = new LRUCache({ max: 50_000, ttl: ttlMs });
  }

  /** Those who ask at once share one answer; one that failed, or was forgotten meanwhile, is not kept. */
  resolve(principal: Principal): Promise<Actor | null> {
    const { subject } = principal;
    const cached = this.known.get(subject);
    if (cached) return cached.actor;
    const entry = { actor: this.source.resolve(principal) };
    this.known.set(subject, entry);
    entry.actor.catch(() => {
      if (this.known.peek(subject) === entry) this.known.delete(subject);
    });
    return entry.actor;
  }

  forget(subject: string): void {
    this.known.delete(subject);
  }
}
