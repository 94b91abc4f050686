import type { AppContext } from '../../../src/app/context.ts'
import { startPortalSession } from '../../../src/domain/affiliate-users/start-session.ts'
import { newId, type Uuid } from '../../../src/domain/ids.ts'
import type { SetUpResult } from '../../../src/domain/operators/set-up.ts'
import type { SessionCookie } from './visitor.ts'

type Context = Pick<AppContext, 'db' | 'clock'>

/** Signs in an owner of the affiliate that earned most in a program, if anybody was paid of those who were, as somebody with a proof that is fresh. */
export async function signInAffiliate({ db, clock }: Context, { programId }: Pick<SetUpResult, 'programId'>): Promise<SessionCookie> {
  const now = clock.now()
  return db.inProgram(programId, async (tx) => {
    const [first] = await tx.sql<{ id: Uuid }>({
      text: `select c.affiliate_id as id from commission c where c.program_id = $1 group by 1
        order by exists (select from payout p where p.program_id = $1 and p.affiliate_id = c.affiliate_id) desc, count(*) desc, 1 limit 1`,
      values: [programId],
    })
    if (first === undefined) throw new Error('nobody earned anything')
    const affiliateId = first.id
    const [known] = await tx.sql<{ id: Uuid }>({
      text: "select id from affiliate_user where program_id = $1 and affiliate_id = $2 and role = 'owner' and disabled_at is null limit 1", values: [programId, affiliateId],
    })
    const userId = known?.id ?? newId()
    if (known === undefined) {
      await tx.sql({
        text: `insert into affiliate_user (program_id, id, affiliate_id, name, email, email_folded, role, email_verified_at, created_at, updated_at)
          values ($1, $2, $3, 'Ana Souza', $4, $4, 'owner', $5, $5, $5)`,
        values: [programId, userId, affiliateId, `ana-${affiliateId}@affiliate.example`, now],
      })
    }
    const { secret } = await startPortalSession(tx, { programId, affiliateId, who: { userId }, network: '127.0.0.0/24', agent: null, now })
    return { name: 'fairshare_portal', value: secret }
  })
}

/** Where a program's portal is: `/p/{slug}`. */
export async function portalPath({ db }: Context, { programId }: Pick<SetUpResult, 'programId'>): Promise<string> {
  const [row] = await db.shared((tx) => tx.sql<{ slug: string }>({ text: 'select slug from portal_slug where program_id = $1', values: [programId] }))
  if (row === undefined) throw new Error('a program without a portal')
  return `/p/${row.slug}`
}
