import { useNavigate } from '@tanstack/react-router'
import { Archive } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { operatorApi } from '../../api/client.ts'
import type { Brand } from '../../api/operator-api.ts'
import { StatusBadge } from '../../ui/badge.tsx'
import { Button } from '../../ui/button.tsx'
import { Confirm } from '../../ui/overlay.tsx'
import { Page, Tabs } from '../../ui/page.tsx'
import { useSceneParam } from '../../ui/scene.tsx'
import { Load } from '../../ui/states.tsx'
import { toast } from '../../ui/toast.tsx'
import { useWords } from '../../ui/words.ts'
import { useMay } from '../shell/session.tsx'
import { brandWords } from './words.ts'

/** What all parts of a brand stand below. */
export function BrandPage({ actions, children }: { readonly actions?: ReactNode; readonly children: (brand: Brand) => ReactNode }) {
  const brandId = useSceneParam('brandId')
  return (
    <Load of={operatorApi.useGet('GET /brand/{id}', { params: { id: brandId } })}>
      {(brand) => (
        <Loaded brand={brand} actions={actions}>
          {children(brand)}
        </Loaded>
      )}
    </Load>
  )
}

function Loaded({ brand, actions, children }: { readonly brand: Brand; readonly actions: ReactNode; readonly children: ReactNode }) {
  const t = useWords(brandWords)
  const mayWrite = useMay('brands')
  const at = `/brands/${brand.id}`
  return (
    <Page
      title={brand.name}
      back={{ to: '/brands', label: t('title') }}
      subtitle={<StatusBadge state={brand.status}>{t(brand.status)}</StatusBadge>}
      tabs={
        <Tabs
          label={brand.name}
          tabs={[
            { to: at, label: t('settings') },
            { to: `${at}/deductions`, label: t('deductions'), count: brand.deductions.length },
            { to: `${at}/products`, label: t('products') },
          ]}
        />
      }
      actions={
        <>
          {actions}
          {mayWrite && brand.status !== 'archived' && <ArchiveBrand brand={brand} />}
        </>
      }
    >
      {children}
    </Page>
  )
}

function ArchiveBrand({ brand }: { readonly brand: Brand }) {
  const t = useWords(brandWords)
  const navigate = useNavigate()
  const [isOpen, setOpen] = useState(false)
  const { mutateAsync } = operatorApi.useSend('DELETE /brand/{id}')
  const archive = async () => {
    await mutateAsync({ params: { id: brand.id } })
    toast(t('archivedNow'))
    await navigate({ to: '/brands' })
  }
  return (
    <>
      <Button icon={<Archive className="size-4" />} onClick={() => setOpen(true)}>
        {t('archive')}
      </Button>
      <Confirm
        isOpen={isOpen}
        onClose={() => setOpen(false)}
        title={t('archiveAsk', { name: brand.name })}
        confirmLabel={t('archive')}
        onConfirm={archive}
        isDanger
      >
        {t('archiveHint')}
      </Confirm>
    </>
  )
}
