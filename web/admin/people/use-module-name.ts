import { defineWords, useWords, wordFor } from '../../ui/words.ts'

const moduleWords = defineWords(
  'modules',
  {
    admin: 'Everything',
    affiliates: 'Affiliates, links, coupons',
    brands: 'Brands',
    products: 'Products',
    media: 'Media',
    customers: 'Customers',
    transactions: 'Transactions and conversions',
    'commission-plans': 'Plans',
    reports: 'Reports and commissions',
    payouts: 'Payouts',
    ledger: 'Ledger, periods, statements, invoices',
    settings: 'Settings and gateways',
    'api-keys': 'API keys',
    users: 'People',
    webhooks: 'Webhooks',
  },
  {
    'pt-BR': {
      admin: 'Tudo',
      affiliates: 'Afiliados, links, cupons',
      brands: 'Marcas',
      products: 'Produtos',
      media: 'Mídia',
      customers: 'Clientes',
      transactions: 'Transações e conversões',
      'commission-plans': 'Planos',
      reports: 'Relatórios e comissões',
      payouts: 'Pagamentos',
      ledger: 'Livro-razão, períodos, extratos, faturas',
      settings: 'Configurações e gateways',
      'api-keys': 'Chaves de API',
      users: 'Pessoas',
      webhooks: 'Webhooks',
    },
    es: {
      admin: 'Todo',
      affiliates: 'Afiliados, enlaces, cupones',
      brands: 'Marcas',
      products: 'Productos',
      media: 'Medios',
      customers: 'Clientes',
      transactions: 'Transacciones y conversiones',
      'commission-plans': 'Planes',
      reports: 'Informes y comisiones',
      payouts: 'Pagos',
      ledger: 'Libro mayor, periodos, extractos, facturas',
      settings: 'Ajustes y pasarelas',
      'api-keys': 'Claves de API',
      users: 'Personas',
      webhooks: 'Webhooks',
    },
  },
)

/** What a module of the permissions is called. */
export function useModuleName(): (module: string) => string {
  const t = useWords(moduleWords)
  return (module) => wordFor(t as (name: string) => string, module)
}
