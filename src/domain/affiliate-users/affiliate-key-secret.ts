import { keyForm } from '../access/api-key-secret.ts'

const form = keyForm('fsa')

/** A new key of an affiliate: `fsa_live_` or `fsa_test_`, and otherwise as an operator's. */
export const makeAffiliateKeySecret = form.make

/** Whether a text has the form and the check of an affiliate's key. */
export const isAffiliateKeySecret = form.isSecret
