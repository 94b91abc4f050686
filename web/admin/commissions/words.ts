import { defineWords } from '../../ui/words.ts'

export const commissionWords = defineWords(
  'commissions',
  {
    title: 'Commissions',
    subtitle: 'Lines are never changed: what is taken back is a line of its own. Each is explained down to its facts.',
    showNothing: 'Also what paid nothing',
    anyPeriod: 'Any period',
    none: 'No commissions yet',
    noneHint: 'They appear when transactions of an affiliate under a plan are processed.',
    plans: 'Commission plans',
    noneMatch: 'No line matches',
    noneMatchHint: 'Change or remove a filter.',
  },
  {
    'pt-BR': {
      title: 'Comissões',
      subtitle: 'As linhas nunca mudam: o que se estorna é uma linha própria. Cada uma é explicada até os seus fatos.',
      showNothing: 'Também o que nada pagou',
      anyPeriod: 'Qualquer período',
      none: 'Ainda não há comissões',
      noneHint: 'Aparecem quando transações de um afiliado com plano são processadas.',
      plans: 'Planos de comissão',
      noneMatch: 'Nenhuma linha corresponde',
      noneMatchHint: 'Mude ou remova um filtro.',
    },
    es: {
      title: 'Comisiones',
      subtitle: 'Las líneas nunca cambian: lo que se revierte es una línea propia. Cada una se explica hasta sus hechos.',
      showNothing: 'También lo que no pagó nada',
      anyPeriod: 'Cualquier período',
      none: 'Todavía no hay comisiones',
      noneHint: 'Aparecen cuando se procesan transacciones de un afiliado con plan.',
      plans: 'Planes de comisión',
      noneMatch: 'Ninguna línea coincide',
      noneMatchHint: 'Cambie o quite un filtro.',
    },
  },
)
