import { defineWords } from '../../ui/words.ts'

export const conversionWords = defineWords(
  'portal-conversions',
  {
    title: 'Conversions', subtitle: 'What your customers did, and what it earned.', value: 'Value', unverified: 'reported by a page', none: 'No conversions yet', noneHint: 'Sales, deposits and revenue of customers that you brought are here as the operator reports them.', noneFiltered: 'Nothing like that',
    toCustomers: 'Your customers', detail: 'What it earned', netRevenue: 'Net revenue', sale: 'Sale', deposit: 'Deposit', allTypes: 'All types',
  },
  {
    'pt-BR': {
      title: 'Conversões', subtitle: 'O que seus clientes fizeram, e o que rendeu.', value: 'Valor', unverified: 'informado por uma página', none: 'Ainda não há conversões', noneHint: 'Vendas, depósitos e receita de clientes que você trouxe estão aqui quando o operador os informa.', noneFiltered: 'Nada assim',
      toCustomers: 'Seus clientes', detail: 'O que rendeu', netRevenue: 'Receita líquida', sale: 'Venda', deposit: 'Depósito', allTypes: 'Todos os tipos',
    },
    es: {
      title: 'Conversiones', subtitle: 'Lo que hicieron sus clientes y lo que ganó.', value: 'Valor', unverified: 'informado por una página', none: 'Aún no hay conversiones', noneHint: 'Las ventas, los depósitos y los ingresos de los clientes que usted trajo están aquí cuando el operador los informa.', noneFiltered: 'Nada así',
      toCustomers: 'Sus clientes', detail: 'Lo que ganó', netRevenue: 'Ingresos netos', sale: 'Venta', deposit: 'Depósito', allTypes: 'Todos los tipos',
    },
  },
)
