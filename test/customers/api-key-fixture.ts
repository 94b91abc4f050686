import { hashSecret, hintOf, makeApiKeySecret } from '../../src/domain/access/api-key-secret.ts'
import { newId, type Uuid } from '../../src/domain/ids.ts'
import type { TestContext } from '../support/context.ts'
import { NOW } from './program-fixture.ts'

/** A key of the program with these permissions; answers its id and secret. */
export async function makeApiKey(
  context: TestContext, programId: Uuid, permissions: Readonly<Record<string, string>> = { admin: 'write' },
): Promise<{ id: Uuid, secret: string }> {
  const [id, secret] = [newId(), makeApiKeySecret(false)]
  await context.db.inProgram(programId, async (tx) => {
    await tx.sql({
      text: `insert into api_key (program_id, id, name, hint, permissions, created_by, created_at, updated_at) values ($1, $2, 'test', $3, $4, 'system', $5, $5)`,
      values: [programId, id, hintOf(secret), permissions, NOW],
    })
    await tx.sql({ text: 'insert into api_key_lookup (key_hash, program_id, api_key_id) values ($1, $2, $3)', values: [hashSecret(secret), programId, id] })
  })
  return { id, secret }
}
