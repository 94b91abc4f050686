import { FilterSelect } from '../../ui/filter-select.tsx'
import { SearchInput } from '../../ui/search-input.tsx'
import { useWords, wordFor } from '../../ui/words.ts'
import { AffiliateFilter } from '../pick/affiliate-pick.tsx'
import { BrandFilter } from '../pick/filters.tsx'
import { fits } from './fields.ts'
import { COMPONENT_KINDS, kindWord, TYPE_KINDS } from './result-table.tsx'
import type { Question } from './use-question.ts'
import { reportWords } from './words.ts'

const COUNTRIES = /[^A-Za-z,]/g

/** What the report is narrowed to. Types and components are offered where all measures know them. */
export function ReportFilters({ question: { url, setUrl, measures } }: { readonly question: Question }) {
  const t = useWords(reportWords)
  const say = (name: string) => wordFor(t as never, name)
  const knows = (dimension: 'type' | 'component') => measures.every((measure) => fits(measure, dimension))
  return (
    <>
      <AffiliateFilter value={url.affiliateId} onChange={(affiliateId) => setUrl({ affiliateId })} />
      <BrandFilter value={url.brandId} onChange={(brandId) => setUrl({ brandId })} />
      <SearchInput
        label={t('anyCountry')}
        value={url.country}
        onChange={(country) => setUrl({ country: country.replace(COUNTRIES, '').toUpperCase() })}
      />
      {knows('type') && (
        <FilterSelect
          label={t('anyType')}
          value={url.type}
          onChange={(type) => setUrl({ type })}
          options={TYPE_KINDS.map((kind) => [kind, kindWord(kind, 'type', say)])}
        />
      )}
      {knows('component') && (
        <FilterSelect
          label={t('anyComponent')}
          value={url.component}
          onChange={(component) => setUrl({ component })}
          options={COMPONENT_KINDS.map((kind) => [kind, kindWord(kind, 'component', say)])}
        />
      )}
    </>
  )
}
