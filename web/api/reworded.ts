import { ApiError } from './request.ts'

/** What came of a call; a refusal of it in other words, where there are some for its codes. */
export async function reworded<Answer>(work: Promise<Answer>, wordsOf: (code: string) => string | undefined): Promise<Answer> {
  try {
    return await work
  } catch (error) {
    if (!(error instanceof ApiError)) throw error
    const { status, code, requestId } = error
    const fields = error.fields.map((field) => ({ ...field, message: wordsOf(field.code) ?? field.message }))
    throw new ApiError({ status, code, message: wordsOf(code) ?? error.message, fields, requestId })
  }
}
