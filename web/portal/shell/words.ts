import { defineWords } from '../../ui/words.ts'

export const shellWords = defineWords(
  'portal-shell',
  {
    menu: 'Menu', navigation: 'Main navigation', skip: 'Skip to content', signOut: 'Sign out', profile: 'Profile and security', theme: 'Appearance', system: 'As the system', light: 'Light', dark: 'Dark',
    lookingOn: 'You see this portal as {{name}} does, on behalf of the operator. Security and payout methods cannot be changed.', stopLooking: 'Stop', goTo: 'Go to', search: 'Search or go to',
    groupWork: 'Promote', groupResults: 'Results', groupMoney: 'Money', groupYou: 'Your account',
    home: 'Dashboard', links: 'Links', media: 'Media', coupons: 'Coupons', customers: 'Customers', conversions: 'Conversions', commissions: 'Commissions', unpaid: 'Paid nothing', progress: 'Progress',
    statements: 'Statements', payouts: 'Payouts', payoutMethods: 'Payout methods', recruits: 'Sub-affiliates', plan: 'Your terms', postbacks: 'Postbacks', changes: 'What changed', account: 'Profile and security', collaborators: 'Team', apiKey: 'API keys',
  },
  {
    'pt-BR': {
      menu: 'Menu', navigation: 'Navegação principal', skip: 'Ir para o conteúdo', signOut: 'Sair', profile: 'Perfil e segurança', theme: 'Aparência', system: 'Como o sistema', light: 'Clara', dark: 'Escura',
      lookingOn: 'Você vê este portal como {{name}}, em nome do operador. Segurança e formas de pagamento não podem ser alteradas.', stopLooking: 'Parar', goTo: 'Ir para', search: 'Buscar ou ir para',
      groupWork: 'Divulgar', groupResults: 'Resultados', groupMoney: 'Dinheiro', groupYou: 'Sua conta',
      home: 'Painel', links: 'Links', media: 'Materiais', coupons: 'Cupons', customers: 'Clientes', conversions: 'Conversões', commissions: 'Comissões', unpaid: 'Sem pagamento', progress: 'Progresso',
      statements: 'Extratos', payouts: 'Pagamentos', payoutMethods: 'Formas de pagamento', recruits: 'Subafiliados', plan: 'Seus termos', postbacks: 'Postbacks', changes: 'O que mudou', account: 'Perfil e segurança', collaborators: 'Equipe', apiKey: 'Chaves de API',
    },
    es: {
      menu: 'Menú', navigation: 'Navegación principal', skip: 'Ir al contenido', signOut: 'Cerrar sesión', profile: 'Perfil y seguridad', theme: 'Apariencia', system: 'Como el sistema', light: 'Clara', dark: 'Oscura',
      lookingOn: 'Ves este portal como {{name}}, en nombre del operador. La seguridad y los métodos de pago no se pueden cambiar.', stopLooking: 'Parar', goTo: 'Ir a', search: 'Buscar o ir a',
      groupWork: 'Promocionar', groupResults: 'Resultados', groupMoney: 'Dinero', groupYou: 'Su cuenta',
      home: 'Panel', links: 'Enlaces', media: 'Materiales', coupons: 'Cupones', customers: 'Clientes', conversions: 'Conversiones', commissions: 'Comisiones', unpaid: 'Sin pago', progress: 'Progreso',
      statements: 'Extractos', payouts: 'Pagos', payoutMethods: 'Métodos de pago', recruits: 'Subafiliados', plan: 'Sus términos', postbacks: 'Postbacks', changes: 'Qué cambió', account: 'Perfil y seguridad', collaborators: 'Equipo', apiKey: 'Claves de API',
    },
  },
)
