import { Archive, Pencil, Ticket } from 'lucide-react'
import { type ReactNode, useMemo, useState } from 'react'
import { operatorApi } from '../../api/client.ts'
import type { Coupon } from '../../api/operator-api.ts'
import { StatusBadge } from '../../ui/badge.tsx'
import { IconButton } from '../../ui/button.tsx'
import { Moment } from '../../ui/moment.tsx'
import { Confirm } from '../../ui/overlay.tsx'
import { Empty } from '../../ui/states.tsx'
import { type Column, DataTable } from '../../ui/table.tsx'
import { toast } from '../../ui/toast.tsx'
import { useWords } from '../../ui/words.ts'
import { AffiliateLink } from '../activity/parts.tsx'
import { useMay } from '../shell/session.tsx'
import { CouponDialog } from './coupon-dialog.tsx'
import { couponWords } from './words.ts'

export const COUPON_STATES = ['active', 'inactive', 'archived'] as const

interface CouponTableProps {
  readonly name: string
  readonly query: { readonly affiliateId?: string; readonly search?: string; readonly status?: string }
  readonly filters?: ReactNode
  readonly isOfOne?: boolean
  readonly action?: ReactNode
  readonly nothingFound?: ReactNode
}

/** Codes of the shop and whom they bring. */
export function CouponTable({ name, query, filters, isOfOne = false, action, nothingFound }: CouponTableProps) {
  const t = useWords(couponWords)
  const mayWrite = useMay('affiliates')
  const [opened, setOpened] = useState<{ readonly kind: 'change' | 'archive'; readonly coupon: Coupon }>()
  const archive = operatorApi.useSend('DELETE /coupon/{id}')
  const { status, ...rest } = query
  const pages = operatorApi.useList('GET /coupon', { query: { ...rest, status: COUPON_STATES.find((state) => state === status) } })
  const columns = useMemo(
    (): readonly Column<Coupon>[] => [
      {
        id: 'code',
        header: t('code'),
        cell: ({ code }) => <span className="block max-w-72 truncate font-mono text-xs">{code}</span>,
        text: ({ code }) => code,
      },
      ...(isOfOne
        ? []
        : [
            {
              id: 'affiliate',
              header: t('affiliate'),
              cell: ({ affiliateId, affiliateName }: Coupon) => <AffiliateLink id={affiliateId} name={affiliateName} />,
              text: ({ affiliateName }: Coupon) => affiliateName,
            },
          ]),
      {
        id: 'status',
        header: t('status'),
        cell: ({ status: state }) => <StatusBadge state={state}>{t(state)}</StatusBadge>,
        text: ({ status: state }) => state,
      },
      {
        id: 'created',
        header: t('created'),
        cell: ({ createdTs }) => <Moment at={createdTs} shown="date" />,
        text: ({ createdTs }) => createdTs,
      },
      ...(mayWrite
        ? [
            {
              id: 'change',
              header: '',
              isNumber: true,
              cell: (coupon: Coupon) => (
                <span className="inline-flex">
                  <IconButton
                    label={`${t('change')}: ${coupon.code}`}
                    icon={<Pencil className="size-4" />}
                    onClick={() => setOpened({ kind: 'change', coupon })}
                  />
                  {coupon.status !== 'archived' && (
                    <IconButton
                      label={`${t('archive')}: ${coupon.code}`}
                      icon={<Archive className="size-4" />}
                      onClick={() => setOpened({ kind: 'archive', coupon })}
                    />
                  )}
                </span>
              ),
            },
          ]
        : []),
    ],
    [t, isOfOne, mayWrite],
  )
  const close = () => setOpened(undefined)
  return (
    <>
      <DataTable
        name={name}
        label={t('title')}
        pages={pages}
        columns={columns}
        rowId={({ id }) => id}
        filters={filters}
        empty={nothingFound ?? <Empty icon={<Ticket className="size-5" />} title={t('none')} hint={t('noneHint')} action={action} />}
      />
      {opened?.kind === 'change' && <CouponDialog coupon={opened.coupon} onClose={close} />}
      {opened?.kind === 'archive' && (
        <Confirm
          isOpen
          isDanger
          onClose={close}
          title={t('archiveTitle', { code: opened.coupon.code })}
          confirmLabel={t('archive')}
          onConfirm={() => archive.mutateAsync({ params: { id: opened.coupon.id } }).then(() => toast(t('done')))}
        >
          {t('archiveEffect')}
        </Confirm>
      )}
    </>
  )
}
