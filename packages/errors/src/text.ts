/** A text in both languages. The error's detail `name` replaces `{name}`. */
export interface Text {
  readonly en: string;
  readonly zh: string;
}

/** A word of a vocabulary, such as a state or an action. Clients read its code, people one of its texts. */
export interface Term extends Text {
  readonly code: string;
}

/** @param en of an action: the phrase after "may not", such as "close the case". A state is its code. */
export function term(code: string, zh: string, en = code): Term {
  return { code, en, zh };
}

/** The names of the slots of a text. */
export type SlotOf<Template extends string> = Template extends `${string}{${infer Slot}}${infer Rest}`
  ? Slot | SlotOf<Rest>
  : never;
