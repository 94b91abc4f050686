import { defineWords } from '../../ui/words.ts'

export const progressWords = defineWords(
  'portal-progress',
  {
    title: 'Progress', subtitle: 'How far you are to the next tier, and what your customers are missing to qualify.', tiers: 'Tiers', customers: 'Customers on the way', now: 'You are at {{rate}} %', toNext: '{{missing}} to {{rate}} %', highest: 'The highest tier is reached.',
    metric_net_revenue: 'Net revenue', metric_gross_revenue: 'Gross revenue', metric_deposits: 'Deposits', metric_sales: 'Sales', metric_ftd_count: 'First deposits', metric_qualified_count: 'Qualified customers', metric_sale_count: 'Number of sales', metric_active_customers: 'Active customers',
    window_period: 'this month', window_lifetime: 'all time', window_days: 'the last {{days}} days of the month', marginal: 'Each slice earns its own rate.', whole: 'The rate that is reached holds for everything of the window.', tierTable: 'Tiers of {{plan}}', fromHere: 'from {{from}}',
    noTiers: 'Your terms have no tiers', noTiersHint: 'What you earn does not depend on how much you bring.', toPlan: 'Read your terms', registeredOn: 'Registered', state: 'State', state_open: 'On the way', state_qualified: 'Qualified', state_ended: 'Time is over', state_excluded: 'Cannot qualify',
    missing: 'What is missing', worth: 'Worth', daysLeft_one: '{{count}} day left', daysLeft_other: '{{count}} days left', levels: '{{reached}} of {{all}} levels', none: 'No customers under a CPA', noneHint: 'When your terms pay for qualified customers, you see here what each is missing.',
    minDepositSingle: 'Largest deposit', minDepositTotal: 'Deposited', minNetDeposit: 'Net deposits', minWager: 'Wagered', minNetRevenue: 'Net revenue', minDeposits: 'Deposits made', countries: 'Country', verified: 'Verified', of: '{{have}} of {{need}}', yes: 'yes', no: 'not yet',
  },
  {
    'pt-BR': {
      title: 'Progresso', subtitle: 'Quanto falta para a próxima faixa, e o que falta aos seus clientes para se qualificar.', tiers: 'Faixas', customers: 'Clientes a caminho', now: 'Você está em {{rate}} %', toNext: '{{missing}} até {{rate}} %', highest: 'A faixa mais alta foi alcançada.',
      metric_net_revenue: 'Receita líquida', metric_gross_revenue: 'Receita bruta', metric_deposits: 'Depósitos', metric_sales: 'Vendas', metric_ftd_count: 'Primeiros depósitos', metric_qualified_count: 'Clientes qualificados', metric_sale_count: 'Número de vendas', metric_active_customers: 'Clientes ativos',
      window_period: 'este mês', window_lifetime: 'todo o tempo', window_days: 'os últimos {{days}} dias do mês', marginal: 'Cada fatia rende sua própria taxa.', whole: 'A taxa alcançada vale para tudo da janela.', tierTable: 'Faixas de {{plan}}', fromHere: 'a partir de {{from}}',
      noTiers: 'Seus termos não têm faixas', noTiersHint: 'O que você ganha não depende de quanto traz.', toPlan: 'Ler seus termos', registeredOn: 'Registrou-se', state: 'Estado', state_open: 'A caminho', state_qualified: 'Qualificado', state_ended: 'O prazo acabou', state_excluded: 'Não pode se qualificar',
      missing: 'O que falta', worth: 'Vale', daysLeft_one: 'falta {{count}} dia', daysLeft_other: 'faltam {{count}} dias', levels: '{{reached}} de {{all}} níveis', none: 'Nenhum cliente sob um CPA', noneHint: 'Quando seus termos pagarem por clientes qualificados, você verá aqui o que falta a cada um.',
      minDepositSingle: 'Maior depósito', minDepositTotal: 'Depositado', minNetDeposit: 'Depósitos líquidos', minWager: 'Apostado', minNetRevenue: 'Receita líquida', minDeposits: 'Depósitos feitos', countries: 'País', verified: 'Verificado', of: '{{have}} de {{need}}', yes: 'sim', no: 'ainda não',
    },
    es: {
      title: 'Progreso', subtitle: 'Cuánto falta para el siguiente tramo y qué les falta a sus clientes para calificarse.', tiers: 'Tramos', customers: 'Clientes en camino', now: 'Está en {{rate}} %', toNext: '{{missing}} hasta {{rate}} %', highest: 'Se alcanzó el tramo más alto.',
      metric_net_revenue: 'Ingresos netos', metric_gross_revenue: 'Ingresos brutos', metric_deposits: 'Depósitos', metric_sales: 'Ventas', metric_ftd_count: 'Primeros depósitos', metric_qualified_count: 'Clientes calificados', metric_sale_count: 'Número de ventas', metric_active_customers: 'Clientes activos',
      window_period: 'este mes', window_lifetime: 'todo el tiempo', window_days: 'los últimos {{days}} días del mes', marginal: 'Cada tramo gana su propia tasa.', whole: 'La tasa alcanzada vale para todo lo de la ventana.', tierTable: 'Tramos de {{plan}}', fromHere: 'desde {{from}}',
      noTiers: 'Sus términos no tienen tramos', noTiersHint: 'Lo que gana no depende de cuánto traiga.', toPlan: 'Leer sus términos', registeredOn: 'Se registró', state: 'Estado', state_open: 'En camino', state_qualified: 'Calificado', state_ended: 'El plazo terminó', state_excluded: 'No puede calificarse',
      missing: 'Qué falta', worth: 'Vale', daysLeft_one: 'queda {{count}} día', daysLeft_other: 'quedan {{count}} días', levels: '{{reached}} de {{all}} niveles', none: 'Ningún cliente bajo un CPA', noneHint: 'Cuando sus términos paguen por clientes calificados, verá aquí qué le falta a cada uno.',
      minDepositSingle: 'Mayor depósito', minDepositTotal: 'Depositado', minNetDeposit: 'Depósitos netos', minWager: 'Apostado', minNetRevenue: 'Ingresos netos', minDeposits: 'Depósitos hechos', countries: 'País', verified: 'Verificado', of: '{{have}} de {{need}}', yes: 'sí', no: 'aún no',
    },
  },
)
