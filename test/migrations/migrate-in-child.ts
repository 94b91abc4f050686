// Migrates DATABASE_URL with the folder given; run and killed by migrate.test.ts.
import { migrate } from '../../src/db/migrate.ts'

const [ownerUrl = '', folder = ''] = process.argv.slice(2)
process.stdout.write('started\n')
await migrate({ ownerUrl, folder, secret: 'test', now: new Date() })
