import { CircleCheck, CircleMinus, CircleX } from 'lucide-react'
import { portalApi } from '../../api/client.ts'
import type { PortalSite } from '../../api/portal-api.ts'
import { ButtonLink } from '../../ui/button.tsx'
import { formatMoment } from '../../ui/moment.tsx'
import { Section } from '../../ui/page.tsx'
import { Load } from '../../ui/states.tsx'
import { useTimeZone } from '../../ui/time-zone.tsx'
import { useLanguage, useWords } from '../../ui/words.ts'
import { useSite } from '../shell/site.tsx'
import { EntrancePage, WrittenText } from './entrance-page.tsx'
import { entranceWords } from './words.ts'

/** What a program offers, before anybody gives their name. */
export default function WelcomeScene() {
  const t = useWords(entranceWords)
  const site = useSite()
  const language = useLanguage()
  const told = portalApi.useGet('GET /site/{slug}', { params: { slug: site.slug }, query: { language } })
  return (
    <EntrancePage title={t('welcomeTitle', { name: site.title })} isWide>
      <div className="grid gap-8 py-6 sm:py-12">
        <Invitation site={site} />
        <Load of={told}>
          {({ offer, terms }) => (
            <div className="grid items-start gap-6 lg:grid-cols-2">
              {offer !== null && <Offer offer={offer} />}
              {offer !== null && <FairnessCard items={offer.fairness} />}
              {terms !== null && (
                <div className="lg:col-span-2">
                  <ProgramTerms terms={terms} />
                </div>
              )}
            </div>
          )}
        </Load>
      </div>
    </EntrancePage>
  )
}

function Invitation({ site }: { readonly site: PortalSite }) {
  const t = useWords(entranceWords)
  const hints = { open: t('atOnce'), approval: t('byApproval'), closed: t('closed') }
  return (
    <div className="max-w-2xl">
      <h1 className="text-2xl font-semibold tracking-tight [overflow-wrap:anywhere] sm:text-[2.25rem] sm:leading-tight">
        {t('welcomeTitle', { name: site.title })}
      </h1>
      {site.introduction !== null && (
        <div className="mt-3 text-base text-soft">
          <WrittenText text={site.introduction} />
        </div>
      )}
      <div className="mt-6 flex flex-wrap items-center gap-3">
        {site.signUp !== 'closed' && (
          <ButtonLink look="primary" to="/sign-up">
            {t('signUp')}
          </ButtonLink>
        )}
        <ButtonLink to="/sign-in">{t('signIn')}</ButtonLink>
        <span className="text-soft">{hints[site.signUp]}</span>
      </div>
    </div>
  )
}

function Offer({ offer }: { readonly offer: NonNullable<PortalSite['offer']> }) {
  const t = useWords(entranceWords)
  return (
    <Section title={t('terms')}>
      <div className="grid gap-4">
        {[...offer.paragraphs]
          .sort((a, b) => Number(a.component === null) - Number(b.component === null))
          .map(({ component, heading, sentences }) => (
            <div key={component ?? heading}>
              <h3 className="font-medium">{heading}</h3>
              <ul className="mt-1 grid list-disc gap-1 pl-4 text-soft">
                {sentences.map((sentence) => (
                  <li key={sentence}>{sentence}</li>
                ))}
              </ul>
            </div>
          ))}
      </div>
    </Section>
  )
}

const VERDICTS = {
  favourable: <CircleCheck className="size-4 text-good" aria-hidden="true" />,
  neutral: <CircleMinus className="size-4 text-soft" aria-hidden="true" />,
  unfavourable: <CircleX className="size-4 text-bad" aria-hidden="true" />,
}

function FairnessCard({ items }: { readonly items: NonNullable<PortalSite['offer']>['fairness'] }) {
  const t = useWords(entranceWords)
  const language = useLanguage()
  // What several topics say in the same words is said once.
  const told = items.filter(({ words }, index) => items.findIndex((other) => other.words[language] === words[language]) === index)
  return (
    <Section title={t('fairness')} hint={t('fairnessHint')}>
      <ul className="grid gap-2.5">
        {told.map(({ topic, verdict, words }) => (
          <li key={topic} className="flex gap-2.5">
            <span className="mt-0.5 shrink-0" title={t(verdict)}>
              {VERDICTS[verdict]}
              <span className="sr-only">{t(verdict)}: </span>
            </span>
            <span className="min-w-0 [overflow-wrap:anywhere]">{words[language]}</span>
          </li>
        ))}
      </ul>
    </Section>
  )
}

function ProgramTerms({ terms }: { readonly terms: NonNullable<PortalSite['terms']> }) {
  const t = useWords(entranceWords)
  const language = useLanguage()
  const zone = useTimeZone()
  return (
    <Section
      title={t('programTerms')}
      {...(terms.changedAt !== null && { hint: t('termsOf', { date: formatMoment(terms.changedAt, 'date', zone, language) }) })}
    >
      <details>
        <summary className="cursor-pointer font-medium">{t('readTerms')}</summary>
        <div className="mt-3 text-soft">
          <WrittenText text={terms.text} />
        </div>
      </details>
    </Section>
  )
}
