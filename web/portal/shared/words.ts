import { defineWords } from '../../ui/words.ts'

/** What several areas of the portal say. */
export const sharedWords = defineWords(
  'portal-shared',
  {
    date: 'Date', brand: 'Brand', customer: 'Customer', tracker: 'Tracker', country: 'Country', amount: 'Amount', status: 'Status', reason: 'Reason', component: 'Component', period: 'Period', type: 'Type', commission: 'Commission', explain: 'Why?',
    explainTitle: 'Why this amount', all: 'All', from: 'From', until: 'Until', any: 'Any', total: 'Total', allBrands: 'All brands', nothing: 'Nothing earned',
    cpa: 'CPA', cpl: 'Per registration', cpc: 'Per click', revenue_share: 'Revenue share', percent_of_sale: 'Percentage of sales', fixed_per_sale: 'Fixed per sale', period_fee: 'Monthly fee', sub_affiliate: 'Sub-affiliates', bonus: 'Bonus',
    status_pending: 'Pending', status_approved: 'Approved', status_rejected: 'Rejected', status_reversed: 'Reversed', status_paid: 'Paid', status_active: 'Active', status_inactive: 'Inactive', status_archived: 'Archived',
    payout_draft: 'Being prepared', payout_approved: 'Approved', payout_instructed: 'On its way', payout_settled: 'Paid', payout_failed: 'Failed', payout_returned: 'Returned', payout_cancelled: 'Cancelled',
    type_sale: 'Sale', type_deposit: 'Deposit', type_withdrawal: 'Withdrawal', type_wager: 'Wager', type_revenue: 'Revenue', type_refund: 'Refund', type_chargeback: 'Chargeback', type_bonus: 'Bonus', type_adjustment: 'Correction',
  },
  {
    'pt-BR': {
      date: 'Data', brand: 'Marca', customer: 'Cliente', tracker: 'Rastreador', country: 'País', amount: 'Valor', status: 'Estado', reason: 'Motivo', component: 'Componente', period: 'Período', type: 'Tipo', commission: 'Comissão', explain: 'Por quê?',
      explainTitle: 'Por que este valor', all: 'Tudo', from: 'De', until: 'Até', any: 'Qualquer', total: 'Total', allBrands: 'Todas as marcas', nothing: 'Nada ganho',
      cpa: 'CPA', cpl: 'Por registro', cpc: 'Por clique', revenue_share: 'Participação na receita', percent_of_sale: 'Percentual de vendas', fixed_per_sale: 'Fixo por venda', period_fee: 'Taxa mensal', sub_affiliate: 'Subafiliados', bonus: 'Bônus',
      status_pending: 'Pendente', status_approved: 'Aprovada', status_rejected: 'Rejeitada', status_reversed: 'Estornada', status_paid: 'Paga', status_active: 'Ativo', status_inactive: 'Inativo', status_archived: 'Arquivado',
      payout_draft: 'Em preparação', payout_approved: 'Aprovado', payout_instructed: 'A caminho', payout_settled: 'Pago', payout_failed: 'Falhou', payout_returned: 'Devolvido', payout_cancelled: 'Cancelado',
      type_sale: 'Venda', type_deposit: 'Depósito', type_withdrawal: 'Saque', type_wager: 'Aposta', type_revenue: 'Receita', type_refund: 'Devolução', type_chargeback: 'Chargeback', type_bonus: 'Bônus', type_adjustment: 'Correção',
    },
    es: {
      date: 'Fecha', brand: 'Marca', customer: 'Cliente', tracker: 'Rastreador', country: 'País', amount: 'Importe', status: 'Estado', reason: 'Motivo', component: 'Componente', period: 'Periodo', type: 'Tipo', commission: 'Comisión', explain: '¿Por qué?',
      explainTitle: 'Por qué este importe', all: 'Todo', from: 'Desde', until: 'Hasta', any: 'Cualquiera', total: 'Total', allBrands: 'Todas las marcas', nothing: 'Nada ganado',
      cpa: 'CPA', cpl: 'Por registro', cpc: 'Por clic', revenue_share: 'Participación en ingresos', percent_of_sale: 'Porcentaje de ventas', fixed_per_sale: 'Fijo por venta', period_fee: 'Cuota mensual', sub_affiliate: 'Subafiliados', bonus: 'Bono',
      status_pending: 'Pendiente', status_approved: 'Aprobada', status_rejected: 'Rechazada', status_reversed: 'Revertida', status_paid: 'Pagada', status_active: 'Activo', status_inactive: 'Inactivo', status_archived: 'Archivado',
      payout_draft: 'En preparación', payout_approved: 'Aprobado', payout_instructed: 'En camino', payout_settled: 'Pagado', payout_failed: 'Fallido', payout_returned: 'Devuelto', payout_cancelled: 'Cancelado',
      type_sale: 'Venta', type_deposit: 'Depósito', type_withdrawal: 'Retiro', type_wager: 'Apuesta', type_revenue: 'Ingresos', type_refund: 'Devolución', type_chargeback: 'Contracargo', type_bonus: 'Bono', type_adjustment: 'Corrección',
    },
  },
)
