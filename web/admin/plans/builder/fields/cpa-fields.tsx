import { useCurrency } from '../../../shell/session.tsx'
import { useWords } from '../../../../ui/words.ts'
import { NEW_LEVEL } from '../draft.ts'
import { Flag, Small } from '../inputs.tsx'
import { builderWords } from '../words.ts'
import { RequirementFields } from './requirement-fields.tsx'
import { Rows } from './rows.tsx'

export function CpaFields({ at }: { readonly at: string }) {
  const t = useWords(builderWords)
  const currency = useCurrency()
  return (
    <>
      <Rows
        name={`${at}.levels`}
        legend={t('levels')}
        addLabel={t('addLevel')}
        rowLabel={(n) => t('level', { n })}
        fresh={NEW_LEVEL}
        least={1}
      >
        {(level, index, count) => (
          <div className="grid gap-2">
            <div className="max-w-48">
              <Small
                name={`${level}.amount`}
                label={count > 1 ? `${t('level', { n: index + 1 })}: ${t('amount')}` : t('amount')}
                unit={currency}
              />
            </div>
            <RequirementFields at={`${level}.requirements`} />
          </div>
        )}
      </Rows>
      <Flag name={`${at}.asAdvance`} label={t('asAdvance')} />
    </>
  )
}
