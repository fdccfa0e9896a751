/** A context as attributes; `targetingKey` and `region` among them where there are such. */
export type Attributes = Readonly<Record<string, unknown>>;
