import { defineWords } from '../../ui/words.ts'

export const customerWords = defineWords(
  'portal-customers',
  {
    title: 'Customers', subtitle: 'Whom you brought. Who they are is not shown: names are of our own making.', registeredOn: 'Registered', firstDepositOn: 'First deposit', qualifiedOn: 'Qualified', carrier: 'Brought by', state: 'State',
    state_active: 'Yours', state_unconfirmed: 'Not confirmed', state_moved: 'Moved', state_unconfirmedHint: 'Its brand has not confirmed it yet.', state_movedHint: 'A manager gave this customer to another affiliate. What you had earned stays.', earned: 'Earned',
    carrier_click_key: 'a click', carrier_coupon: 'a coupon', carrier_referral_code: 'your code', carrier_cookie: 'a cookie', carrier_manual: 'a manager', carrier_organic: 'nobody', allTrackers: 'All trackers',
    none: 'No customers yet', noneHint: 'Whoever registers after a click on one of your links is here.', toLinks: 'Make a link', back: 'Customers', lines: 'Commissions', conversions: 'Conversions', facts: 'About',
  },
  {
    'pt-BR': {
      title: 'Clientes', subtitle: 'Quem você trouxe. Quem são não é mostrado: os nomes são nossos.', registeredOn: 'Registrou-se', firstDepositOn: 'Primeiro depósito', qualifiedOn: 'Qualificou-se', carrier: 'Trazido por', state: 'Estado',
      state_active: 'Seu', state_unconfirmed: 'Não confirmado', state_moved: 'Movido', state_unconfirmedHint: 'A marca ainda não o confirmou.', state_movedHint: 'Um gestor passou este cliente a outro afiliado. O que você já tinha ganho fica.', earned: 'Ganho',
      carrier_click_key: 'um clique', carrier_coupon: 'um cupom', carrier_referral_code: 'seu código', carrier_cookie: 'um cookie', carrier_manual: 'um gestor', carrier_organic: 'ninguém', allTrackers: 'Todos os rastreadores',
      none: 'Ainda não há clientes', noneHint: 'Quem se registrar depois de um clique em um link seu estará aqui.', toLinks: 'Criar um link', back: 'Clientes', lines: 'Comissões', conversions: 'Conversões', facts: 'Sobre',
    },
    es: {
      title: 'Clientes', subtitle: 'A quién trajo usted. Quiénes son no se muestra: los nombres son nuestros.', registeredOn: 'Se registró', firstDepositOn: 'Primer depósito', qualifiedOn: 'Se calificó', carrier: 'Traído por', state: 'Estado',
      state_active: 'Suyo', state_unconfirmed: 'Sin confirmar', state_moved: 'Trasladado', state_unconfirmedHint: 'Su marca aún no lo ha confirmado.', state_movedHint: 'Un gestor pasó este cliente a otro afiliado. Lo que usted ya había ganado queda.', earned: 'Ganado',
      carrier_click_key: 'un clic', carrier_coupon: 'un cupón', carrier_referral_code: 'su código', carrier_cookie: 'una cookie', carrier_manual: 'un gestor', carrier_organic: 'nadie', allTrackers: 'Todos los rastreadores',
      none: 'Aún no hay clientes', noneHint: 'Quien se registre tras un clic en uno de sus enlaces estará aquí.', toLinks: 'Crear un enlace', back: 'Clientes', lines: 'Comisiones', conversions: 'Conversiones', facts: 'Acerca de',
    },
  },
)
