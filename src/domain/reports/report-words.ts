import type { MailLocale } from '../mail/mail-template.ts'
import type { MeasureName } from './report-fields.ts'

/** What measures are called in mails. */
export const MEASURE_WORDS: Readonly<Record<MailLocale, Readonly<Record<MeasureName, string>>>> = {
  en: {
    clicks: 'Clicks', uniqueClicks: 'Unique clicks', validClicks: 'Valid clicks', flaggedClicks: 'Flagged clicks', registrations: 'Registrations',
    firstDeposits: 'First deposits', firstDepositAmount: 'First deposits, amount', qualified: 'Qualified customers', transactions: 'Transactions',
    deposits: 'Deposits', withdrawals: 'Withdrawals', sales: 'Sales', wagers: 'Wagers', bonuses: 'Bonuses', grossRevenue: 'Gross revenue',
    netRevenue: 'Net revenue', revenue: 'Revenue', commissionLines: 'Commission lines', commission: 'Commission', commissionPending: 'Commission pending',
    commissionPayable: 'Commission payable', commissionRejected: 'Commission rejected', registrationRate: 'Registrations per click', depositRate: 'First deposits per registration',
  },
  'pt-BR': {
    clicks: 'Cliques', uniqueClicks: 'Cliques únicos', validClicks: 'Cliques válidos', flaggedClicks: 'Cliques sinalizados', registrations: 'Cadastros',
    firstDeposits: 'Primeiros depósitos', firstDepositAmount: 'Primeiros depósitos, valor', qualified: 'Clientes qualificados', transactions: 'Transações',
    deposits: 'Depósitos', withdrawals: 'Saques', sales: 'Vendas', wagers: 'Apostas', bonuses: 'Bônus', grossRevenue: 'Receita bruta',
    netRevenue: 'Receita líquida', revenue: 'Receita', commissionLines: 'Linhas de comissão', commission: 'Comissão', commissionPending: 'Comissão pendente',
    commissionPayable: 'Comissão a pagar', commissionRejected: 'Comissão rejeitada', registrationRate: 'Cadastros por clique', depositRate: 'Primeiros depósitos por cadastro',
  },
  es: {
    clicks: 'Clics', uniqueClicks: 'Clics únicos', validClicks: 'Clics válidos', flaggedClicks: 'Clics marcados', registrations: 'Registros',
    firstDeposits: 'Primeros depósitos', firstDepositAmount: 'Primeros depósitos, importe', qualified: 'Clientes calificados', transactions: 'Transacciones',
    deposits: 'Depósitos', withdrawals: 'Retiros', sales: 'Ventas', wagers: 'Apuestas', bonuses: 'Bonos', grossRevenue: 'Ingresos brutos',
    netRevenue: 'Ingresos netos', revenue: 'Ingresos', commissionLines: 'Líneas de comisión', commission: 'Comisión', commissionPending: 'Comisión pendiente',
    commissionPayable: 'Comisión pagadera', commissionRejected: 'Comisión rechazada', registrationRate: 'Registros por clic', depositRate: 'Primeros depósitos por registro',
  },
}
