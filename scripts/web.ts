// Builds the web apps into web/dist where they are not current: `npm run web`.
import { buildWeb } from './build-web.ts'

const startedAt = performance.now()
if (await buildWeb()) process.stderr.write(`Web apps built in ${((performance.now() - startedAt) / 1_000).toFixed(1)} s\n`)
