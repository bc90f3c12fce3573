/** What every resource can be found by. */
export interface Located {
  readonly projectNumber: string;
  readonly region: string;
  readonly id: string;
}

/** The resources of one collection, by project, region and id. */
export class ResourceMap<Item extends Located> {
  readonly #byParent = new Map<string, Map<string, Item>>();

  /** Adds an item; one of the same name is replaced. */
  add(item: Item): Item {
    const parent = parentKey(item.projectNumber, item.region);
    const siblings = this.#byParent.get(parent) ?? new Map<string, Item>();
    this.#byParent.set(parent, siblings);
    siblings.set(item.id, item);
    return item;
  }

  find(projectNumber: string | undefined, region: string, id: string): Item | undefined {
    return projectNumber === undefined ? undefined : this.#byParent.get(parentKey(projectNumber, region))?.get(id);
  }

  /** All items of one project and region, in no particular order. */
  within(projectNumber: string | undefined, region: string): Item[] {
    return projectNumber === undefined
      ? []
      : [...(this.#byParent.get(parentKey(projectNumber, region))?.values() ?? [])];
  }

  remove({ projectNumber, region, id }: Located): void {
    this.#byParent.get(parentKey(projectNumber, region))?.delete(id);
  }

  all(): Item[] {
    return [...this.#byParent.values()].flatMap((siblings) => [...siblings.values()]);
  }
}

function parentKey(projectNumber: string, region: string): string {
  return `${projectNumber}/${region}`;
}
