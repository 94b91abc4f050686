import { Badge } from '../../ui/badge.tsx'
import { Section } from '../../ui/page.tsx'
import { useWords } from '../../ui/words.ts'
import { PeopleFrame } from './people-frame.tsx'
import { accessOf, MODULES, ROLES } from './roles.ts'
import { useModuleName } from './use-module-name.ts'
import { peopleWords } from './words.ts'

/** What each role may do. */
export default function RolesScene() {
  const t = useWords(peopleWords)
  const nameOf = useModuleName()
  return (
    <PeopleFrame>
      <Section isFlush title={t('roles')} hint={t('rolesHint')}>
        <dl className="grid gap-3 border-b border-line p-4 sm:grid-cols-2 lg:grid-cols-3">
          {ROLES.map((role) => (
            <div key={role}>
              <dt className="font-medium">{t(`role_${role}`)}</dt>
              <dd className="text-soft">{t(`about_${role}`)}</dd>
            </div>
          ))}
        </dl>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls sideways must be reachable by keyboard */}
        <section aria-label={t('roles')} tabIndex={0} className="overflow-x-auto">
          <table className="w-full border-collapse text-left">
            <thead>
              <tr className="border-b border-line text-xs text-soft">
                <th scope="col" className="px-4 py-2 font-medium">
                  {t('module')}
                </th>
                {ROLES.map((role) => (
                  <th key={role} scope="col" className="px-3 py-2 font-medium">
                    {t(`role_${role}`)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {MODULES.map((module) => (
                <tr key={module} className="border-b border-line last:border-0">
                  <th scope="row" className="px-4 py-2 font-normal whitespace-nowrap">
                    {nameOf(module)}
                  </th>
                  {ROLES.map((role) => (
                    <td key={role} className="px-3 py-2">
                      <AccessBadge access={accessOf(role, module)} />
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      </Section>
    </PeopleFrame>
  )
}

function AccessBadge({ access }: { readonly access: 'read' | 'write' | null }) {
  const t = useWords(peopleWords)
  if (access === null)
    return (
      <span className="text-soft" title={t('nothing')}>
        –
      </span>
    )
  return <Badge tone={access === 'write' ? 'good' : 'quiet'}>{t(access === 'write' ? 'writes' : 'reads')}</Badge>
}
