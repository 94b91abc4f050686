import { defineWords } from '../../ui/words.ts'

export const ledgerWords = defineWords(
  'ledger',
  {
    title: 'Ledger', subtitle: 'Every amount moves from one account to another and is never changed; debits and credits are always equal.', parts: 'Accounts and transfers', accounts: 'Accounts', transfers: 'Transfers', account: 'Account', owner: 'Owner', debits: 'Debits', credits: 'Credits', balance: 'Balance', anyKind: 'Any kind',
    asOf: 'As it stood on', noAccounts: 'No accounts yet', noAccountsHint: 'They are opened with the first commission.', noTransfers: 'No transfers', noTransfersHint: 'Money moves with commissions, adjustments and payouts.', transactions: 'Transactions', from: 'Debit', to: 'Credit', amount: 'Amount', kind: 'Kind', cause: 'Cause', occurred: 'Occurred', recorded: 'Recorded', period: 'Period', anyPeriod: 'Any period',
    about: 'About', reverses: 'Reverses', ofAccount: 'Transfers of {{account}}', all: 'All transfers', openCause: 'Open', nobody: 'the program',
    kind_commission_expense: 'Commission expense', kind_carryover_expense: 'Carried over', kind_adjustment_expense: 'Adjustments', kind_affiliate_pending: 'Affiliate, pending', kind_affiliate_payable: 'Affiliate, payable', kind_payout_in_transit: 'Payout in transit', kind_bank: 'Bank', kind_vat_receivable: 'VAT receivable', kind_tax_withheld: 'Tax withheld', kind_exchange: 'Exchange',
    cause_adjustment: 'Adjustment', cause_affiliate: 'Affiliate', cause_commission: 'Commission', cause_payout: 'Payout', cause_statement: 'Statement',
  },
  {
    'pt-BR': {
      title: 'Livro-razão', subtitle: 'Cada valor passa de uma conta a outra e nunca muda; débitos e créditos são sempre iguais.', parts: 'Contas e transferências', accounts: 'Contas', transfers: 'Transferências', account: 'Conta', owner: 'Titular', debits: 'Débitos', credits: 'Créditos', balance: 'Saldo', anyKind: 'Qualquer tipo',
      asOf: 'Como estava em', noAccounts: 'Ainda não há contas', noAccountsHint: 'São abertas com a primeira comissão.', noTransfers: 'Nenhuma transferência', noTransfersHint: 'O dinheiro move-se com comissões, ajustes e pagamentos.', transactions: 'Transações', from: 'Débito', to: 'Crédito', amount: 'Valor', kind: 'Tipo', cause: 'Causa', occurred: 'Ocorreu', recorded: 'Gravada', period: 'Período', anyPeriod: 'Qualquer período',
      about: 'Sobre', reverses: 'Estorna', ofAccount: 'Transferências de {{account}}', all: 'Todas as transferências', openCause: 'Abrir', nobody: 'o programa',
      kind_commission_expense: 'Despesa de comissão', kind_carryover_expense: 'Transportado', kind_adjustment_expense: 'Ajustes', kind_affiliate_pending: 'Afiliado, pendente', kind_affiliate_payable: 'Afiliado, pagável', kind_payout_in_transit: 'Pagamento em trânsito', kind_bank: 'Banco', kind_vat_receivable: 'IVA a recuperar', kind_tax_withheld: 'Imposto retido', kind_exchange: 'Câmbio',
      cause_adjustment: 'Ajuste', cause_affiliate: 'Afiliado', cause_commission: 'Comissão', cause_payout: 'Pagamento', cause_statement: 'Extrato',
    },
    es: {
      title: 'Libro mayor', subtitle: 'Cada importe pasa de una cuenta a otra y nunca cambia; débitos y créditos son siempre iguales.', parts: 'Cuentas y transferencias', accounts: 'Cuentas', transfers: 'Transferencias', account: 'Cuenta', owner: 'Titular', debits: 'Débitos', credits: 'Créditos', balance: 'Saldo', anyKind: 'Cualquier tipo',
      asOf: 'Como estaba el', noAccounts: 'Todavía no hay cuentas', noAccountsHint: 'Se abren con la primera comisión.', noTransfers: 'Ninguna transferencia', noTransfersHint: 'El dinero se mueve con comisiones, ajustes y pagos.', transactions: 'Transacciones', from: 'Débito', to: 'Crédito', amount: 'Importe', kind: 'Tipo', cause: 'Causa', occurred: 'Ocurrió', recorded: 'Grabada', period: 'Período', anyPeriod: 'Cualquier período',
      about: 'Sobre', reverses: 'Revierte', ofAccount: 'Transferencias de {{account}}', all: 'Todas las transferencias', openCause: 'Abrir', nobody: 'el programa',
      kind_commission_expense: 'Gasto de comisión', kind_carryover_expense: 'Trasladado', kind_adjustment_expense: 'Ajustes', kind_affiliate_pending: 'Afiliado, pendiente', kind_affiliate_payable: 'Afiliado, pagable', kind_payout_in_transit: 'Pago en tránsito', kind_bank: 'Banco', kind_vat_receivable: 'IVA por recuperar', kind_tax_withheld: 'Impuesto retenido', kind_exchange: 'Cambio',
      cause_adjustment: 'Ajuste', cause_affiliate: 'Afiliado', cause_commission: 'Comisión', cause_payout: 'Pago', cause_statement: 'Extracto',
    },
  },
)
