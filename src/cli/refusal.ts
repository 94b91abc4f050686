/** The command was understood and cannot be carried out: exit code 1. */
export class Refusal extends Error {
  /** Stable, snake_case, as in the catalogue of the API's errors. */
  readonly code: string

  constructor(code: string, message: string) {
    super(message)
    this.name = 'Refusal'
    this.code = code
  }
}

/** The command was called in a way that makes no sense: exit code 2. */
export class UsageError extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'UsageError'
  }
}
