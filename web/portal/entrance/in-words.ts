import { ApiError } from '../../api/request.ts'
import { useWords, wordFor } from '../../ui/words.ts'
import { entranceWords } from './words.ts'

/** Says refusals of sign-up and sign-in in the reader's language: `await say(send(…))`. What has no words of its own stays as the API says it. */
export function useRefusalWords(): <Answer>(work: Promise<Answer>) => Promise<Answer> {
  const t = useWords(entranceWords)
  const worded = (code: string, otherwise: string) => {
    const name = `refused_${code}`
    const text = wordFor(t as never, name)
    return text === name ? otherwise : text
  }
  return async (work) => {
    try {
      return await work
    } catch (error) {
      if (!(error instanceof ApiError)) throw error
      const fields = error.fields.map((field) => ({ ...field, message: worded(field.code, field.message) }))
      throw new ApiError({
        status: error.status,
        code: error.code,
        message: worded(error.code, error.message),
        fields,
        requestId: error.requestId,
      })
    }
  }
}
