import { instant } from '../../plumbing/fields.ts'

/** The two times at which a balance can be asked for. */
export const asKnownQuery = {
  at: instant.optional().meta({ description: 'Only what had happened up to this instant.' }),
  knownOn: instant.optional().meta({ description: 'Only what was recorded up to this instant.' }),
}

export const AS_KNOWN = 'With `at` what had happened by then, with `knownOn` what was known then, with both what had happened by the one as far as it was known at the other.'
