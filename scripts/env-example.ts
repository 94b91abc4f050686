// Writes .env.example from the settings' schema: `npm run env-example`.
import { writeFile } from 'node:fs/promises'
import { describeSettings } from '../src/app/config.ts'

await writeFile(new URL('../.env.example', import.meta.url), describeSettings())
