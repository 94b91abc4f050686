/** How the cell of a field is read. */
export type FieldKind = 'text' | 'number' | 'flag' | 'json'

/** Something that a row of a kind can say. */
export interface ImportField {
  readonly name: string
  readonly kind: FieldKind
  /** Without it a row is none. */
  readonly isRequired?: true
  /** What other programs call it, as letters and digits in lower case: where a file has no column of its name these are tried. */
  readonly otherNames?: readonly string[]
}

/** What a row says, as JSON would hold it. Empty cells say nothing. */
export type FieldValues = Readonly<Record<string, unknown>>

/** Which column each field is read from; null: from none, even if there is one of its name. */
export type Mapping = Readonly<Record<string, string | null>>
