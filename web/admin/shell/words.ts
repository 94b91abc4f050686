import { defineWords } from '../../ui/words.ts'

export const shellWords = defineWords(
  'admin-shell',
  {
    menu: 'Menu', navigation: 'Main navigation', skip: 'Skip to content', search: 'Search or go to', testProgram: 'Test program: nothing here moves money.', signOut: 'Sign out', account: 'Your account', theme: 'Appearance', system: 'As the system', light: 'Light', dark: 'Dark',
    switchProgram: 'Switch program', goTo: 'Go to', affiliates: 'Affiliates', affiliate: 'Affiliate', portal: 'Open the affiliate portal', noRead: 'Your role shows nothing here.',
    groupProgram: 'Program', groupActivity: 'Activity', groupMoney: 'Money', groupSetUp: 'Set-up',
    home: 'Home', guide: 'First steps', reports: 'Reports', links: 'Links', media: 'Media', coupons: 'Coupons', plans: 'Commission plans', brands: 'Brands',
    customers: 'Customers', transactions: 'Transactions', conversions: 'Conversions', commissions: 'Commissions', events: 'Paid nothing', periods: 'Periods', statements: 'Statements', payouts: 'Payouts',
    invoices: 'Invoices', adjustments: 'Adjustments', ledger: 'Ledger', gateways: 'Gateways', imports: 'Imports', people: 'People and keys', settings: 'Settings', portalSettings: 'Affiliate portal',
    documentation: 'API reference',
  },
  {
    'pt-BR': {
      menu: 'Menu', navigation: 'Navegação principal', skip: 'Ir para o conteúdo', search: 'Buscar ou ir para', testProgram: 'Programa de teste: nada aqui movimenta dinheiro.', signOut: 'Sair', account: 'Sua conta', theme: 'Aparência', system: 'Como o sistema', light: 'Clara', dark: 'Escura',
      switchProgram: 'Trocar de programa', goTo: 'Ir para', affiliates: 'Afiliados', affiliate: 'Afiliado', portal: 'Abrir o portal do afiliado', noRead: 'Seu papel não mostra nada aqui.',
      groupProgram: 'Programa', groupActivity: 'Atividade', groupMoney: 'Dinheiro', groupSetUp: 'Configuração',
      home: 'Início', guide: 'Primeiros passos', reports: 'Relatórios', links: 'Links', media: 'Materiais', coupons: 'Cupons', plans: 'Planos de comissão', brands: 'Marcas',
      customers: 'Clientes', transactions: 'Transações', conversions: 'Conversões', commissions: 'Comissões', events: 'Sem pagamento', periods: 'Períodos', statements: 'Extratos', payouts: 'Pagamentos',
      invoices: 'Faturas', adjustments: 'Ajustes', ledger: 'Livro-razão', gateways: 'Gateways', imports: 'Importações', people: 'Pessoas e chaves', settings: 'Configurações', portalSettings: 'Portal do afiliado',
      documentation: 'Referência da API',
    },
    es: {
      menu: 'Menú', navigation: 'Navegación principal', skip: 'Ir al contenido', search: 'Buscar o ir a', testProgram: 'Programa de prueba: aquí nada mueve dinero.', signOut: 'Cerrar sesión', account: 'Su cuenta', theme: 'Apariencia', system: 'Como el sistema', light: 'Clara', dark: 'Oscura',
      switchProgram: 'Cambiar de programa', goTo: 'Ir a', affiliates: 'Afiliados', affiliate: 'Afiliado', portal: 'Abrir el portal de afiliados', noRead: 'Su rol no muestra nada aquí.',
      groupProgram: 'Programa', groupActivity: 'Actividad', groupMoney: 'Dinero', groupSetUp: 'Configuración',
      home: 'Inicio', guide: 'Primeros pasos', reports: 'Informes', links: 'Enlaces', media: 'Materiales', coupons: 'Cupones', plans: 'Planes de comisión', brands: 'Marcas',
      customers: 'Clientes', transactions: 'Transacciones', conversions: 'Conversiones', commissions: 'Comisiones', events: 'Sin pago', periods: 'Períodos', statements: 'Extractos', payouts: 'Pagos',
      invoices: 'Facturas', adjustments: 'Ajustes', ledger: 'Libro mayor', gateways: 'Pasarelas', imports: 'Importaciones', people: 'Personas y claves', settings: 'Configuración', portalSettings: 'Portal de afiliados',
      documentation: 'Referencia de la API',
    },
  },
)
