/** The shape of a language's texts, taken from the Turkish source: a missing or surplus key does not compile. */
export type Translated<T> = {
  readonly [Key in keyof T]: T[Key] extends string ? string : Translated<T[Key]>;
};
