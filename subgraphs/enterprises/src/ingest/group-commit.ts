interface Waiting<Item> {
  readonly item: Item;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Writes together the items that many callers give at once, so that a commit costs each of them a share. While one
 * group is being written the next gathers: nothing waits for a time. A caller that waits for its item before it gives
 * another, as the connection of a device does, is slowed to the speed of the database.
 */
export class GroupCommit<Item> {
  private waiting: Array<Waiting<Item>> = [];
  private isWriting = false;

  /**
   * @param write one transaction for all of the items.
   * @param most items of a group: a long one would hold the event loop.
   */
  constructor(
    private readonly write: (items: readonly Item[]) => Promise<void>,
    private readonly most = 200,
  ) {}

  /** Resolves once the item is durable; rejects when it cannot be written. */
  add(item: Item): Promise<void> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ item, resolve, reject });
      if (!this.isWriting) this.writeAll().catch(reject);
    });
  }

  private async writeAll(): Promise<void> {
    this.isWriting = true;
    // The items that arrive in the same turn of the event loop are one group.
    await new Promise((resolve) => setImmediate(resolve));
    while (this.waiting.length > 0) await this.writeGroup(this.waiting.splice(0, this.most));
    this.isWriting = false;
  }

  /**
   * An item that cannot be written fails alone: a group that fails is written as its two halves, so that one such item
   * costs a few more transactions and not one for each of the others.
   */
  private async writeGroup(group: ReadonlyArray<Waiting<Item>>): Promise<void> {
    try {
      await this.write(group.map(({ item }) => item));
      for (const { resolve } of group) resolve();
    } catch (error) {
      if (group.length === 1) return group[0]?.reject(error);
      const middle = Math.ceil(group.length / 2);
      await this.writeGroup(group.slice(0, middle));
      await this.writeGroup(group.slice(middle));
    }
  }
}
