import { LRUCache } from 'lru-cache';
import type { Actor } from './actor.ts';
import type { ActorResolver, Principal } from './principal.ts';

/** Remembers resolved actors for a while, and forgets one at once when told that its appointments changed. */
export class CachedActorResolver implements ActorResolver {
  private readonly known: LRUCache<string, { readonly actor: Actor | null }>;

  constructor(
    private readonly source: ActorResolver,
    ttlMs: number,
  ) {
    this.known = new LRUCache({ max: 50_000, ttl: ttlMs });
  }

  async resolve(principal: Principal): Promise<Actor | null> {
    const cached = this.known.get(principal.subject);
    if (cached) return cached.actor;
    const actor = await this.source.resolve(principal);
    this.known.set(principal.subject, { actor });
    return actor;
  }

  forget(subject: string): void {
    this.known.delete(subject);
  }
}
