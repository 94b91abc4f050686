import { defineWords } from '../../ui/words.ts'

export const homeWords = defineWords(
  'portal-home',
  {
    title: 'Dashboard', hello: 'Hello, {{name}}', range: 'Time', days_7: '7 days', days_30: '30 days', days_90: '90 days', before: 'the {{count}} days before', clicks: 'Clicks', uniqueClicks: 'Unique clicks', registrations: 'Registrations', firstDeposits: 'First deposits',
    conversions: 'Sales', commission: 'Commission', commissionByDay: 'Commission by day', trafficByDay: 'Traffic by day', funnel: 'From click to customer', ofClicks: '{{percent}} of clicks', day: 'Day', balance: 'What you are owed', payable: 'Payable', payableHint: 'Can be paid out',
    pending: 'Pending', pendingHint: 'Earned, still on hold', inTransit: 'In transit', inTransitHint: 'In a payout that is under way', nextPayout: 'Next payout', nextPayoutSum: 'would be paid as things are', noDate: 'Not yet', versus: 'against {{before}}', same: 'as before', fresh: 'new',
    noCommission: 'No commission in this time.', noTraffic: 'No clicks yet. Publish a link, and they show up here within seconds.', makeLink: 'Make a link', counted: 'Counted {{when}}', notCounted: 'Still being counted: numbers of the days follow in a moment.',
    latest: 'Latest commissions', allCommissions: 'All commissions', noLines: 'Your first commission will be here.', whatChanged: 'What changed', allChanges: 'All changes',
    reason_nothing_payable: 'Nothing is payable yet.', reason_negative_balance: 'What was taken back is more than what is payable.', reason_in_flight: 'It is in a payout already.', reason_below_minimum: '{{missing}} is missing to the minimum.',
    reason_method_missing: 'Enter where you want to be paid.', reason_method_held: 'Your new payout method is held until {{until}}.', reason_blocked: 'Payouts to you are held back by the operator.', reason_suspended: 'Your account is suspended.', reason_erased: 'Your account was erased.',
    reason_invoice_missing: 'Your invoice of a statement is missing.', reason_invoice_mismatch: 'An invoice of yours differs from its statement.', reason_rate_missing: 'There is no exchange rate for your currency.', reason_rate_stale: 'The exchange rate for your currency is out of date.',
    reason_amount_out_of_range: 'The amount is too large for your currency.', addMethod: 'Add a payout method',
  },
  {
    'pt-BR': {
      title: 'Painel', hello: 'Olá, {{name}}', range: 'Tempo', days_7: '7 dias', days_30: '30 dias', days_90: '90 dias', before: 'os {{count}} dias anteriores', clicks: 'Cliques', uniqueClicks: 'Cliques únicos', registrations: 'Registros', firstDeposits: 'Primeiros depósitos',
      conversions: 'Vendas', commission: 'Comissão', commissionByDay: 'Comissão por dia', trafficByDay: 'Tráfego por dia', funnel: 'Do clique ao cliente', ofClicks: '{{percent}} dos cliques', day: 'Dia', balance: 'O que você tem a receber', payable: 'Pagável', payableHint: 'Pode ser pago',
      pending: 'Pendente', pendingHint: 'Ganho, ainda retido', inTransit: 'Em trânsito', inTransitHint: 'Em um pagamento em andamento', nextPayout: 'Próximo pagamento', nextPayoutSum: 'seriam pagos como está agora', noDate: 'Ainda não', versus: 'contra {{before}}', same: 'como antes', fresh: 'novo',
      noCommission: 'Nenhuma comissão neste tempo.', noTraffic: 'Ainda não há cliques. Publique um link, e eles aparecem aqui em segundos.', makeLink: 'Criar um link', counted: 'Contado {{when}}', notCounted: 'Ainda contando: os números dos dias vêm em instantes.',
      latest: 'Últimas comissões', allCommissions: 'Todas as comissões', noLines: 'Sua primeira comissão estará aqui.', whatChanged: 'O que mudou', allChanges: 'Todas as mudanças',
      reason_nothing_payable: 'Nada é pagável ainda.', reason_negative_balance: 'O que foi estornado é mais do que o que é pagável.', reason_in_flight: 'Já está em um pagamento.', reason_below_minimum: 'Faltam {{missing}} para o mínimo.',
      reason_method_missing: 'Informe onde quer receber.', reason_method_held: 'Sua nova forma de pagamento está retida até {{until}}.', reason_blocked: 'Os pagamentos a você estão retidos pelo operador.', reason_suspended: 'Sua conta está suspensa.', reason_erased: 'Sua conta foi apagada.',
      reason_invoice_missing: 'Falta sua nota de um extrato.', reason_invoice_mismatch: 'Uma nota sua difere do extrato.', reason_rate_missing: 'Não há taxa de câmbio para sua moeda.', reason_rate_stale: 'A taxa de câmbio da sua moeda está desatualizada.',
      reason_amount_out_of_range: 'O valor é grande demais para sua moeda.', addMethod: 'Adicionar forma de pagamento',
    },
    es: {
      title: 'Panel', hello: 'Hola, {{name}}', range: 'Tiempo', days_7: '7 días', days_30: '30 días', days_90: '90 días', before: 'los {{count}} días anteriores', clicks: 'Clics', uniqueClicks: 'Clics únicos', registrations: 'Registros', firstDeposits: 'Primeros depósitos',
      conversions: 'Ventas', commission: 'Comisión', commissionByDay: 'Comisión por día', trafficByDay: 'Tráfico por día', funnel: 'Del clic al cliente', ofClicks: '{{percent}} de los clics', day: 'Día', balance: 'Lo que se le debe', payable: 'Pagable', payableHint: 'Se puede pagar',
      pending: 'Pendiente', pendingHint: 'Ganado, aún retenido', inTransit: 'En tránsito', inTransitHint: 'En un pago en curso', nextPayout: 'Próximo pago', nextPayoutSum: 'se pagarían tal como está ahora', noDate: 'Aún no', versus: 'frente a {{before}}', same: 'como antes', fresh: 'nuevo',
      noCommission: 'Ninguna comisión en este tiempo.', noTraffic: 'Aún no hay clics. Publique un enlace y aparecerán aquí en segundos.', makeLink: 'Crear un enlace', counted: 'Contado {{when}}', notCounted: 'Aún contando: los números de los días llegan en un momento.',
      latest: 'Últimas comisiones', allCommissions: 'Todas las comisiones', noLines: 'Su primera comisión estará aquí.', whatChanged: 'Qué cambió', allChanges: 'Todos los cambios',
      reason_nothing_payable: 'Aún no hay nada pagable.', reason_negative_balance: 'Lo revertido supera lo pagable.', reason_in_flight: 'Ya está en un pago.', reason_below_minimum: 'Faltan {{missing}} para el mínimo.',
      reason_method_missing: 'Indique dónde quiere cobrar.', reason_method_held: 'Su nuevo método de pago está retenido hasta {{until}}.', reason_blocked: 'El operador retiene los pagos a usted.', reason_suspended: 'Su cuenta está suspendida.', reason_erased: 'Su cuenta se borró.',
      reason_invoice_missing: 'Falta su factura de un extracto.', reason_invoice_mismatch: 'Una factura suya difiere de su extracto.', reason_rate_missing: 'No hay tipo de cambio para su moneda.', reason_rate_stale: 'El tipo de cambio de su moneda no está al día.',
      reason_amount_out_of_range: 'El importe es demasiado grande para su moneda.', addMethod: 'Añadir un método de pago',
    },
  },
)
