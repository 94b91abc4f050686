/** What is wrong: with the file itself, or with how it was said that its columns are to be read. */
export type RefusedPart = 'file' | 'mapping'

/** A file that cannot be imported as a whole, whatever its rows hold. */
export class ImportRefusal extends Error {
  /** Stable, snake_case, as in the catalogue of the API's errors. */
  readonly code: string
  readonly about: RefusedPart

  constructor(code: string, message: string, about: RefusedPart = 'file') {
    super(message)
    this.name = 'ImportRefusal'
    this.code = code
    this.about = about
  }
}
