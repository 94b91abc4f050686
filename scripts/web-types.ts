// Writes web/api/operator-api.ts and web/api/portal-api.ts from the reviewed OpenAPI documents: `npm run web-types`.
import { existsSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { API_TYPES, describeTypes } from './describe-types.ts'

for (const { document, file, name, prefix } of API_TYPES) {
  if (existsSync(document)) await writeFile(file, describeTypes(JSON.parse(await readFile(document, 'utf8')), name, prefix))
}
