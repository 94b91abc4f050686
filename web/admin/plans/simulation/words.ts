import { defineWords } from '../../../ui/words.ts'

export const simulationWords = defineWords('plan-simulation', {
  what: 'What affiliates would have earned by these terms, beside what they did. Nothing is changed by it.', history: 'Whose history', from: 'From', to: 'To', run: 'Simulate', running: 'The history is being replayed …', failed: 'The simulation failed.',
  noHistory: 'There is no plan yet whose history could be replayed.', before: 'Was', after: 'Would be', difference: 'Difference', winners: 'Would earn more', losers: 'Would earn less', unchanged: '{{count}} unchanged', worst: 'Most expensive month',
  perMonth: 'Commission per month', month: 'Month', nothing: 'Nothing was earned in these months, before or after.', crossings: 'Months above the first tier', negative: 'Negative months', mostWon: 'Who would win', mostLost: 'Who would lose', affiliate: 'Affiliate',
}, {
  'pt-BR': {
    what: 'O que os afiliados teriam ganho com estas condições, ao lado do que ganharam. Nada é alterado.', history: 'Histórico de', from: 'De', to: 'Até', run: 'Simular', running: 'O histórico está sendo repetido …', failed: 'A simulação falhou.',
    noHistory: 'Ainda não há plano cujo histórico possa ser repetido.', before: 'Foi', after: 'Seria', difference: 'Diferença', winners: 'Ganhariam mais', losers: 'Ganhariam menos', unchanged: '{{count}} sem mudança', worst: 'Mês mais caro',
    perMonth: 'Comissão por mês', month: 'Mês', nothing: 'Nada foi ganho nestes meses, nem antes nem depois.', crossings: 'Meses acima da primeira faixa', negative: 'Meses negativos', mostWon: 'Quem ganharia', mostLost: 'Quem perderia', affiliate: 'Afiliado',
  },
  es: {
    what: 'Lo que los afiliados habrían ganado con estas condiciones, junto a lo que ganaron. No cambia nada.', history: 'Historial de', from: 'De', to: 'A', run: 'Simular', running: 'Se está repitiendo el historial …', failed: 'La simulación ha fallado.',
    noHistory: 'Todavía no hay un plan cuyo historial se pueda repetir.', before: 'Fue', after: 'Sería', difference: 'Diferencia', winners: 'Ganarían más', losers: 'Ganarían menos', unchanged: '{{count}} sin cambio', worst: 'Mes más caro',
    perMonth: 'Comisión por mes', month: 'Mes', nothing: 'No se ganó nada en estos meses, ni antes ni después.', crossings: 'Meses sobre el primer tramo', negative: 'Meses negativos', mostWon: 'Quién ganaría', mostLost: 'Quién perdería', affiliate: 'Afiliado',
  },
})
