import { Plus } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import type { Affiliate } from '../../api/operator-api.ts'
import { Button, ButtonLink } from '../../ui/button.tsx'
import { useWords } from '../../ui/words.ts'
import { CouponDialog } from '../coupons/coupon-dialog.tsx'
import { CouponTable } from '../coupons/coupon-table.tsx'
import { couponWords } from '../coupons/words.ts'
import { LinkTable } from '../links/link-table.tsx'
import { TrackerDialog } from '../links/tracker-dialog.tsx'
import { TrackerTable } from '../links/tracker-table.tsx'
import { linkWords } from '../links/words.ts'
import { useMay } from '../shell/session.tsx'
import { AffiliateFrame } from './affiliate-frame.tsx'
import { affiliateWords } from './words.ts'

/** What an affiliate publishes: links, the trackers they belong to, coupons. */
export default function AffiliateLinksScene() {
  return <AffiliateFrame>{(affiliate) => <Links affiliate={affiliate} />}</AffiliateFrame>
}

function Links({ affiliate }: { readonly affiliate: Affiliate }) {
  const t = useWords(affiliateWords)
  const links = useWords(linkWords)
  const coupons = useWords(couponWords)
  const mayWrite = useMay('affiliates') && !affiliate.isOrganic
  const [isAdding, setAdding] = useState<'tracker' | 'coupon'>()
  const query = { affiliateId: affiliate.id }
  const plus = <Plus className="size-3.5" aria-hidden="true" />
  const close = () => setAdding(undefined)
  return (
    <>
      <LinkTable
        name="affiliate-links"
        query={query}
        isOfOne
        filters={
          <Head
            title={t('trackingLinks')}
            action={
              mayWrite && (
                <ButtonLink to="/links/new" search={query} size="small" look="primary" icon={plus}>
                  {links('add')}
                </ButtonLink>
              )
            }
          />
        }
      />
      <TrackerTable
        name="affiliate-trackers"
        query={query}
        isOfOne
        filters={
          <Head
            title={t('trackers')}
            action={
              mayWrite && (
                <Button size="small" icon={plus} onClick={() => setAdding('tracker')}>
                  {links('addTracker')}
                </Button>
              )
            }
          />
        }
      />
      <CouponTable
        name="affiliate-coupons"
        query={query}
        isOfOne
        filters={
          <Head
            title={t('coupons')}
            action={
              mayWrite && (
                <Button size="small" icon={plus} onClick={() => setAdding('coupon')}>
                  {coupons('add')}
                </Button>
              )
            }
          />
        }
      />
      {isAdding === 'tracker' && <TrackerDialog affiliateId={affiliate.id} onClose={close} />}
      {isAdding === 'coupon' && <CouponDialog affiliateId={affiliate.id} onClose={close} />}
    </>
  )
}

function Head({ title, action }: { readonly title: string; readonly action: ReactNode }) {
  return (
    <>
      <h2 className="flex-1 font-semibold">{title}</h2>
      {action}
    </>
  )
}
