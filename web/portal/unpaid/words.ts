import { defineWords } from '../../ui/words.ts'

export const unpaidWords = defineWords(
  'portal-unpaid',
  {
    title: 'What paid nothing', subtitle: 'Every event that earned nothing says why.', kind: 'What', kind_line: 'Events that earned nothing', kind_event: 'Orders that did not count', kind_touch: 'Clicks and codes that did not win the customer', reasons: 'By reason', allReasons: 'All reasons',
    none: 'Everything has paid', noneHint: 'When something earns nothing, it is here with its reason.', toCommissions: 'Your commissions', times_one: '{{count}} time', times_other: '{{count}} times',
  },
  {
    'pt-BR': {
      title: 'O que não pagou nada', subtitle: 'Todo evento que não rendeu diz por quê.', kind: 'O quê', kind_line: 'Eventos que não renderam', kind_event: 'Pedidos que não contaram', kind_touch: 'Cliques e códigos que não ganharam o cliente', reasons: 'Por motivo', allReasons: 'Todos os motivos',
      none: 'Tudo pagou', noneHint: 'Quando algo não render nada, estará aqui com o motivo.', toCommissions: 'Suas comissões', times_one: '{{count}} vez', times_other: '{{count}} vezes',
    },
    es: {
      title: 'Lo que no pagó nada', subtitle: 'Todo evento que no ganó nada dice por qué.', kind: 'Qué', kind_line: 'Eventos que no ganaron', kind_event: 'Pedidos que no contaron', kind_touch: 'Clics y códigos que no ganaron al cliente', reasons: 'Por motivo', allReasons: 'Todos los motivos',
      none: 'Todo ha pagado', noneHint: 'Cuando algo no gane nada, estará aquí con su motivo.', toCommissions: 'Sus comisiones', times_one: '{{count}} vez', times_other: '{{count}} veces',
    },
  },
)
