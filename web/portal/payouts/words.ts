import { defineWords } from '../../ui/words.ts'

export const payoutWords = defineWords(
  'portal-payouts',
  {
    title: 'Payouts', subtitle: 'What was sent to you, and what became of it.', made: 'Prepared', method: 'To', sent: 'Sent', none: 'No payouts yet', noneHint: 'What is payable is paid out in the rhythm of the program. Say where you want to be paid.', toMethods: 'Payout methods', back: 'Payouts', payoutTitle: 'Payout of {{date}}',
    facts: 'About', rate: 'Exchange rate', rateOf: '{{rate}} ({{source}})', endToEndId: 'Reference', history: 'What happened', parts: 'What it is made of', other: 'Adjustments, tax and the like', lines: 'Lines', allLines: 'Every line that it pays', event_prepared: 'Prepared', event_approved: 'Approved', event_instructed: 'Sent to the bank',
    event_settled: 'Paid', event_failed: 'Failed; payable again', event_returned: 'Came back; payable again', event_cancelled: 'Cancelled; payable again', allStates: 'All states', offBalance: 'Off your balance',
  },
  {
    'pt-BR': {
      title: 'Pagamentos', subtitle: 'O que foi enviado a você, e o que foi feito dele.', made: 'Preparado', method: 'Para', sent: 'Enviado', none: 'Ainda não há pagamentos', noneHint: 'O que é pagável é pago no ritmo do programa. Diga onde quer receber.', toMethods: 'Formas de pagamento', back: 'Pagamentos', payoutTitle: 'Pagamento de {{date}}',
      facts: 'Sobre', rate: 'Taxa de câmbio', rateOf: '{{rate}} ({{source}})', endToEndId: 'Referência', history: 'O que aconteceu', parts: 'De que é feito', other: 'Ajustes, imposto e afins', lines: 'Linhas', allLines: 'Cada linha que ele paga', event_prepared: 'Preparado', event_approved: 'Aprovado', event_instructed: 'Enviado ao banco',
      event_settled: 'Pago', event_failed: 'Falhou; pagável de novo', event_returned: 'Voltou; pagável de novo', event_cancelled: 'Cancelado; pagável de novo', allStates: 'Todos os estados', offBalance: 'Do seu saldo',
    },
    es: {
      title: 'Pagos', subtitle: 'Lo que se le envió y qué fue de ello.', made: 'Preparado', method: 'A', sent: 'Enviado', none: 'Aún no hay pagos', noneHint: 'Lo pagable se paga al ritmo del programa. Diga dónde quiere cobrar.', toMethods: 'Métodos de pago', back: 'Pagos', payoutTitle: 'Pago del {{date}}',
      facts: 'Acerca de', rate: 'Tipo de cambio', rateOf: '{{rate}} ({{source}})', endToEndId: 'Referencia', history: 'Qué ocurrió', parts: 'De qué se compone', other: 'Ajustes, impuestos y demás', lines: 'Líneas', allLines: 'Cada línea que paga', event_prepared: 'Preparado', event_approved: 'Aprobado', event_instructed: 'Enviado al banco',
      event_settled: 'Pagado', event_failed: 'Falló; pagable de nuevo', event_returned: 'Volvió; pagable de nuevo', event_cancelled: 'Cancelado; pagable de nuevo', allStates: 'Todos los estados', offBalance: 'De su saldo',
    },
  },
)
