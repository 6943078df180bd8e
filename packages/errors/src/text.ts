/** A text in both languages. The error's detail `name` replaces `{name}`. */
export interface Text {
  readonly en: string;
  readonly zh: string;
}

/** A word of a vocabulary, such as a state or an action. Clients read its code, people its Chinese label. */
export interface Term {
  readonly code: string;
  readonly zh: string;
}

export function term(code: string, zh: string): Term {
  return { code, zh };
}

/** The names of the slots of a text. */
export type SlotOf<Template extends string> = Template extends `${string}{${infer Slot}}${infer Rest}`
  ? Slot | SlotOf<Rest>
  : never;
