import type { ExecutionResult } from 'graphql';
import type { Member } from './member.ts';

/** Members that are looked at together. */
const GROUP = 32;

/** The members of one stream. */
export class Members extends Set<Member> {
  /**
   * Some members at a time, which are looked at before any of them is written to. Among thousands, the memory of one
   * has left the processor's caches since the last event; looked at together, memory answers for several at once.
   * @returns a promise for each member whose client is behind.
   */
  deliver(result: ExecutionResult): PromiseLike<void>[] {
    const members = [...this];
    const waits: PromiseLike<void>[] = [];
    for (let from = 0; from < members.length; from += GROUP) {
      const ready: Member[] = [];
      const behind: Member[] = [];
      for (const member of members.slice(from, from + GROUP))
        (member.isReady() ? ready : behind).push(member);
      for (const member of [...ready, ...behind]) {
        const wait = member.deliver(result);
        if (wait) waits.push(wait);
      }
    }
    return waits;
  }

  /** Removes all of them, each after the last call to it. */
  end(last: (member: Member) => void): void {
    for (const member of [...this]) last(member);
    this.clear();
  }
}
