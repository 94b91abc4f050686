// Writes web/verifier/verify-statement.html from the sources beside it: `npm run verifier`.
import { writeFile } from 'node:fs/promises'
import { buildVerifier } from './build-verifier.ts'

await writeFile(new URL('../web/verifier/verify-statement.html', import.meta.url), await buildVerifier())
