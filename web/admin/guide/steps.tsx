import { ExternalLink } from 'lucide-react'
import { useState } from 'react'
import { operatorApi } from '../../api/client.ts'
import type { Brand } from '../../api/operator-api.ts'
import { Amount } from '../../ui/amount.tsx'
import { Button, ButtonAnchor, ButtonLink } from '../../ui/button.tsx'
import { CopyField } from '../../ui/copy.tsx'
import { Fields, Form, TextField, useFields } from '../../ui/form.tsx'
import { TextLink } from '../../ui/link.tsx'
import { Moment } from '../../ui/moment.tsx'
import { Spinner } from '../../ui/spinner.tsx'
import { toast } from '../../ui/toast.tsx'
import { useLanguage, useWords } from '../../ui/words.ts'
import type { Progress } from './use-progress.ts'
import { guideWords } from './words.ts'

export function BrandStep({ brand }: Progress) {
  const t = useWords(guideWords)
  const [isAdding, setAdding] = useState(false)
  if (brand === undefined || isAdding) return <BrandForm onDone={() => setAdding(false)} />
  return (
    <>
      <p className="[overflow-wrap:anywhere]">
        <TextLink to={`/brands/${brand.id}`}>{brand.name}</TextLink>{' '}
        <code className="font-mono text-xs text-soft">{brand.landingPageUrl}</code>
      </p>
      <div>
        <Button size="small" onClick={() => setAdding(true)}>
          {t('otherBrand')}
        </Button>
      </div>
    </>
  )
}

function BrandForm({ onDone }: { readonly onDone: () => void }) {
  const t = useWords(guideWords)
  const form = useFields({ name: '', landingPageUrl: '' })
  const { mutateAsync } = operatorApi.useSend('POST /brand')
  return (
    <Form
      form={form}
      submitLabel={t('addBrand')}
      onSubmit={async (body) => {
        await mutateAsync({ body })
        onDone()
      }}
    >
      <Fields>
        <TextField name="name" label={t('brandName')} isRequired />
        <TextField name="landingPageUrl" label={t('landingPage')} hint={t('landingHint')} type="url" isRequired />
      </Fields>
    </Form>
  )
}

export function PlanStep({ plan }: Progress) {
  const t = useWords(guideWords)
  const language = useLanguage()
  const text = operatorApi.useGet(
    'GET /commission-plan/{id}/version/{version}/text',
    { params: { id: plan?.id ?? '', version: String(plan?.version.version ?? 1) }, query: { language } },
    { enabled: plan !== undefined },
  )
  if (plan === undefined)
    return (
      <div>
        <ButtonLink to="/plans/new" look="primary">
          {t('buildPlan')}
        </ButtonLink>
      </div>
    )
  return (
    <>
      <p className="font-medium">{plan.name}</p>
      {text.data?.items[0]?.paragraphs
        .filter(({ component }) => component !== null)
        .map(({ heading, sentences }) => (
          <p key={heading} className="text-soft">
            {heading}: {sentences.join(' ')}
          </p>
        ))}
      <div className="flex gap-2">
        <ButtonLink to={`/plans/${plan.id}`} size="small">
          {t('openPlan')}
        </ButtonLink>
        <ButtonLink to="/plans/new" size="small">
          {t('buildPlan')}
        </ButtonLink>
      </div>
    </>
  )
}

export function AffiliateStep({ affiliate }: Progress) {
  const t = useWords(guideWords)
  const form = useFields({ name: '' })
  const { mutateAsync } = operatorApi.useSend('POST /affiliate')
  if (affiliate !== undefined)
    return (
      <p>
        <TextLink to={`/affiliates/${affiliate.id}`}>{affiliate.displayName ?? affiliate.name}</TextLink>
      </p>
    )
  return (
    <Form form={form} submitLabel={t('addAffiliate')} onSubmit={({ name }) => mutateAsync({ body: { name, status: 'active' } })}>
      <Fields>
        <TextField name="name" label={t('affiliateName')} hint={t('inviteHint')} isRequired />
      </Fields>
    </Form>
  )
}

export function ClickStep(progress: Progress) {
  const t = useWords(guideWords)
  const { link, click } = progress
  if (click !== undefined)
    return (
      <p className="[overflow-wrap:anywhere]">
        {t('seen')} <Moment at={click.occurredAt} /> {t('from')} <code className="font-mono text-xs">{click.clickKey}</code>
      </p>
    )
  if (link === undefined) return <MakeLink {...progress} />
  return (
    <>
      <CopyField value={link.url} />
      <div className="flex flex-wrap items-center gap-3">
        <ButtonAnchor href={link.url} look="primary" icon={<ExternalLink className="size-4" />}>
          {t('follow')}
        </ButtonAnchor>
        <span role="status" className="flex items-center gap-2 text-soft">
          <Spinner />
          {t('waiting')}
        </span>
      </div>
      <p className="text-xs text-soft">{t('botHint')}</p>
    </>
  )
}

function MakeLink({ brand, affiliate }: Progress) {
  const t = useWords(guideWords)
  const tracker = operatorApi.useSend('POST /tracker')
  const link = operatorApi.useSend('POST /tracking-link')
  const make = async (affiliateId: string, brandId: string) => {
    const { id } = await tracker.mutateAsync({ body: { affiliateId, name: 'test' } })
    await link.mutateAsync({ body: { trackerId: id, brandId } })
  }
  if (affiliate === undefined || brand === undefined) return null
  return (
    <div>
      <Button look="primary" isBusy={tracker.isPending || link.isPending} onClick={() => make(affiliate.id, brand.id).catch(sayWhyNot)}>
        {t('makeLink')}
      </Button>
    </div>
  )
}

export function CustomerStep({ brand, affiliate, click, customer }: Progress) {
  const t = useWords(guideWords)
  const { mutateAsync, isPending } = operatorApi.useSend('POST /customer')
  if (customer !== undefined)
    return (
      <p>
        <TextLink to={`/customers/${customer.id}`}>
          {t('attributed', { customer: customer.externalId ?? customer.id, affiliate: affiliate?.displayName ?? affiliate?.name ?? '' })}
        </TextLink>
      </p>
    )
  if (brand === undefined || click === undefined) return null
  const body = {
    externalId: `test-${Date.now().toString(36)}`,
    ...brandOf(brand),
    registrationDate: new Date().toISOString(),
    clickKey: click.clickKey,
  }
  return (
    <>
      <CopyField
        value={`curl -X POST ${location.origin}/api/v1/customer -H "X-Api-Key: $KEY" -H "Content-Type: application/json" -d '${JSON.stringify(body)}'`}
      />
      <div>
        <Button look="primary" isBusy={isPending} onClick={() => mutateAsync({ body }).catch(sayWhyNot)}>
          {t('register')}
        </Button>
      </div>
    </>
  )
}

export function SaleStep({ brand, customer, transaction, commission }: Progress) {
  const t = useWords(guideWords)
  const { mutateAsync, isPending, isSuccess } = operatorApi.useSend('POST /transaction')
  if (transaction !== undefined && commission !== undefined)
    return <Earned amount={commission.amount} currency={commission.currency} commissionId={commission.id} />
  if (isSuccess || transaction !== undefined)
    return (
      <p role="status" className="flex items-center gap-2 text-soft">
        <Spinner />
        {t('working')}
      </p>
    )
  if (brand === undefined || customer === undefined) return null
  const body = {
    externalId: `test-sale-${Date.now().toString(36)}`,
    type: 'sale' as const,
    saleAmount: 100,
    externalCustomerId: customer.externalId,
    ...brandOf(brand),
    transactionDate: new Date().toISOString(),
  }
  return (
    <div>
      <Button look="primary" isBusy={isPending} onClick={() => mutateAsync({ body }).catch(sayWhyNot)}>
        {t('sendSale')}
      </Button>
    </div>
  )
}

function Earned({ amount, currency, commissionId }: { readonly amount: number; readonly currency: string; readonly commissionId: string }) {
  const t = useWords(guideWords)
  return (
    <p>
      {amount === 0 ? (
        t('nothingEarned')
      ) : (
        <>
          <Amount value={amount} currency={currency} className="font-semibold" /> {t('earned')}
        </>
      )}{' '}
      <TextLink to="/commissions" search={{ open: commissionId }}>
        {t('why')}
      </TextLink>
    </p>
  )
}

function brandOf({ id, externalId }: Brand): { brandId?: string; externalBrandId?: string } {
  return externalId === null ? { brandId: id } : { externalBrandId: externalId }
}

function sayWhyNot(error: Error): void {
  toast(error.message, 'bad')
}
