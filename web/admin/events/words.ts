import { defineWords } from '../../ui/words.ts'

export const eventWords = defineWords(
  'events',
  {
    title: 'Paid nothing', parts: 'What paid nothing', lines: 'Commission of zero', reported: 'Reported events', story: 'What happened to …?', subtitle: 'Whatever earned nothing says why.',
    noLines: 'Everything paid something', noLinesHint: 'Transactions that earn nothing appear here with the reason.', noEvents: 'No events', noEventsHint: 'Conversions, leads and page views that pages, gateways and the API report appear here.', commissions: 'All commissions',
    event: 'Event', order: 'Order', outcome: 'Outcome', source: 'Source', anyOutcome: 'Any outcome', anyKind: 'Any kind', anyReason: 'Any reason', referralCode: 'Referral code', orderExactly: 'Order id, exactly', sent: 'What was sent', device: 'Device', address: 'Address', late: 'Came late', verified: 'Verified', occurred: 'Occurred', recorded: 'Received',
    kind_conversion: 'Conversion', kind_lead: 'Lead', kind_page_view: 'Page view', outcome_recorded: 'Recorded', outcome_converted: 'Converted', outcome_unattributed: 'Belongs to nobody', outcome_duplicate: 'Repeated',
    ask: 'Order, transaction or customer id', asked: 'Ask', storyTitle: 'What happened to an order or a customer?', storyHint: 'Every registration, event and transaction that came under a name, where it stands and why, and each commission with its reason.',
    nothingKnown: 'Nothing of this name was accepted', nothingKnownHint: 'Look at the failures of the gateway or the sender, or check the id.', deliveries: 'Deliveries of gateways', failures: 'Failed transactions',
    chapter_registration: 'Registration', chapter_event: 'Event', chapter_item: 'Accepted item', chapter_transaction: 'Transaction', lineOf: '{{component}} for this', openCustomer: 'Customer', openTransaction: 'Transaction',
    payout_none: 'nothing', payout_waiting: 'waits', payout_held: 'on hold', payout_payable: 'payable', payout_paid: 'paid', payout_deducted: 'deducted', payout_rejected: 'rejected', payout_taken_back: 'taken back',
  },
  {
    'pt-BR': {
      title: 'Sem pagamento', parts: 'O que nada pagou', lines: 'Comissão zero', reported: 'Eventos informados', story: 'O que aconteceu com …?', subtitle: 'O que nada rendeu diz por quê.',
      noLines: 'Tudo rendeu algo', noLinesHint: 'Transações que nada rendem aparecem aqui com o motivo.', noEvents: 'Nenhum evento', noEventsHint: 'Conversões, leads e visitas que páginas, gateways e a API informam aparecem aqui.', commissions: 'Todas as comissões',
      event: 'Evento', order: 'Pedido', outcome: 'Resultado', source: 'Origem', anyOutcome: 'Qualquer resultado', anyKind: 'Qualquer tipo', anyReason: 'Qualquer motivo', referralCode: 'Código de indicação', orderExactly: 'Id do pedido, exato', sent: 'O que foi enviado', device: 'Dispositivo', address: 'Endereço', late: 'Chegou tarde', verified: 'Verificado', occurred: 'Ocorreu', recorded: 'Recebido',
      kind_conversion: 'Conversão', kind_lead: 'Lead', kind_page_view: 'Visita', outcome_recorded: 'Gravado', outcome_converted: 'Convertido', outcome_unattributed: 'Não é de ninguém', outcome_duplicate: 'Repetido',
      ask: 'Id de pedido, transação ou cliente', asked: 'Perguntar', storyTitle: 'O que aconteceu com um pedido ou um cliente?', storyHint: 'Cada registro, evento e transação que chegou sob um nome, onde está e por quê, e cada comissão com o seu motivo.',
      nothingKnown: 'Nada com este nome foi aceito', nothingKnownHint: 'Veja as falhas do gateway ou de quem envia, ou confira o id.', deliveries: 'Entregas dos gateways', failures: 'Transações que falharam',
      chapter_registration: 'Registro', chapter_event: 'Evento', chapter_item: 'Item aceito', chapter_transaction: 'Transação', lineOf: '{{component}} por isto', openCustomer: 'Cliente', openTransaction: 'Transação',
      payout_none: 'nada', payout_waiting: 'à espera', payout_held: 'retida', payout_payable: 'pagável', payout_paid: 'paga', payout_deducted: 'deduzida', payout_rejected: 'rejeitada', payout_taken_back: 'estornada',
    },
    es: {
      title: 'Sin pago', parts: 'Lo que no pagó nada', lines: 'Comisión cero', reported: 'Eventos informados', story: '¿Qué pasó con …?', subtitle: 'Lo que no ganó nada dice por qué.',
      noLines: 'Todo pagó algo', noLinesHint: 'Las transacciones que no ganan nada aparecen aquí con el motivo.', noEvents: 'Ningún evento', noEventsHint: 'Aquí aparecen conversiones, leads y visitas que informan páginas, pasarelas y la API.', commissions: 'Todas las comisiones',
      event: 'Evento', order: 'Pedido', outcome: 'Resultado', source: 'Origen', anyOutcome: 'Cualquier resultado', anyKind: 'Cualquier tipo', anyReason: 'Cualquier motivo', referralCode: 'Código de referido', orderExactly: 'Id del pedido, exacto', sent: 'Lo que se envió', device: 'Dispositivo', address: 'Dirección', late: 'Llegó tarde', verified: 'Verificado', occurred: 'Ocurrió', recorded: 'Recibido',
      kind_conversion: 'Conversión', kind_lead: 'Lead', kind_page_view: 'Visita', outcome_recorded: 'Grabado', outcome_converted: 'Convertido', outcome_unattributed: 'No es de nadie', outcome_duplicate: 'Repetido',
      ask: 'Id de pedido, transacción o cliente', asked: 'Preguntar', storyTitle: '¿Qué pasó con un pedido o un cliente?', storyHint: 'Cada registro, evento y transacción que llegó con un nombre, dónde está y por qué, y cada comisión con su motivo.',
      nothingKnown: 'No se aceptó nada con este nombre', nothingKnownHint: 'Mire los fallos de la pasarela o de quien envía, o revise el id.', deliveries: 'Entregas de las pasarelas', failures: 'Transacciones fallidas',
      chapter_registration: 'Registro', chapter_event: 'Evento', chapter_item: 'Elemento aceptado', chapter_transaction: 'Transacción', lineOf: '{{component}} por esto', openCustomer: 'Cliente', openTransaction: 'Transacción',
      payout_none: 'nada', payout_waiting: 'en espera', payout_held: 'retenida', payout_payable: 'pagable', payout_paid: 'pagada', payout_deducted: 'descontada', payout_rejected: 'rechazada', payout_taken_back: 'revertida',
    },
  },
)
