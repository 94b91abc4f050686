// Writes web/sdk/affiliatus.min.js from the sources beside it: `npm run sdk`.
import { writeFile } from 'node:fs/promises'
import { buildSdk } from './build-sdk.ts'

await writeFile(new URL('../web/sdk/affiliatus.min.js', import.meta.url), await buildSdk())
