import { defineWords } from '../../ui/words.ts'

export const conversionWords = defineWords(
  'conversions',
  {
    title: 'Conversions', subtitle: 'Orders that affiliates brought, each counted once whoever reports it.', search: 'Order id, exactly', order: 'Order', register: 'Register by hand', registerTitle: 'Register an order by hand',
    registerHint: 'For orders by telephone or message. It waits for approval with its commission computed.', affiliate: 'Affiliate', orderId: 'Order id', orderIdHint: 'Unique in the program: sent again it has no effect.', orderValue: 'Order value', email: "Customer's e-mail", name: "Customer's name",
    customerId: 'Customer id', customerIdHint: 'Your own; without it the e-mail tells customers apart.', product: 'Product', productHint: 'Its external id, if it is a product of the brand.', occurredAt: 'When', occurredHint: 'Empty: now.', note: 'Note', notePlaceholder: 'By telephone, with whom …', save: 'Register',
    registered: 'Order {{id}} is registered', notConverted: 'It was recorded, but is no conversion: {{reason}}', repeated: 'This order was reported before and counts once.', none: 'No conversions yet', noneHint: 'They come from the script of a page, a gateway, the API, or by hand.', noneMatch: 'No conversion matches',
    noneMatchHint: 'Change or remove a filter.', gateways: 'Connect a gateway', number: 'Expected an amount, such as 199.90.',
  },
  {
    'pt-BR': {
      title: 'Conversões', subtitle: 'Pedidos que os afiliados trouxeram, cada um contado uma vez, seja quem for que informe.', search: 'Id do pedido, exato', order: 'Pedido', register: 'Registrar manualmente', registerTitle: 'Registrar um pedido manualmente',
      registerHint: 'Para pedidos por telefone ou mensagem. Aguarda aprovação com a comissão calculada.', affiliate: 'Afiliado', orderId: 'Id do pedido', orderIdHint: 'Único no programa: reenviado, não tem efeito.', orderValue: 'Valor do pedido', email: 'E-mail do cliente', name: 'Nome do cliente',
      customerId: 'Id do cliente', customerIdHint: 'O seu próprio; sem ele, o e-mail distingue os clientes.', product: 'Produto', productHint: 'O id externo, se for um produto da marca.', occurredAt: 'Quando', occurredHint: 'Vazio: agora.', note: 'Nota', notePlaceholder: 'Por telefone, com quem …', save: 'Registrar',
      registered: 'O pedido {{id}} foi registrado', notConverted: 'Foi gravado, mas não é uma conversão: {{reason}}', repeated: 'Este pedido já tinha sido informado e conta uma vez.', none: 'Ainda não há conversões', noneHint: 'Vêm do script de uma página, de um gateway, da API ou manualmente.', noneMatch: 'Nenhuma conversão corresponde',
      noneMatchHint: 'Mude ou remova um filtro.', gateways: 'Conectar um gateway', number: 'Esperava-se um valor, como 199.90.',
    },
    es: {
      title: 'Conversiones', subtitle: 'Pedidos que trajeron los afiliados, cada uno contado una vez, lo informe quien lo informe.', search: 'Id del pedido, exacto', order: 'Pedido', register: 'Registrar a mano', registerTitle: 'Registrar un pedido a mano',
      registerHint: 'Para pedidos por teléfono o mensaje. Espera aprobación con su comisión calculada.', affiliate: 'Afiliado', orderId: 'Id del pedido', orderIdHint: 'Único en el programa: enviado otra vez no tiene efecto.', orderValue: 'Valor del pedido', email: 'Correo del cliente', name: 'Nombre del cliente',
      customerId: 'Id del cliente', customerIdHint: 'El suyo propio; sin él, el correo distingue a los clientes.', product: 'Producto', productHint: 'Su id externo, si es un producto de la marca.', occurredAt: 'Cuándo', occurredHint: 'Vacío: ahora.', note: 'Nota', notePlaceholder: 'Por teléfono, con quién …', save: 'Registrar',
      registered: 'El pedido {{id}} está registrado', notConverted: 'Se grabó, pero no es una conversión: {{reason}}', repeated: 'Este pedido ya se había informado y cuenta una vez.', none: 'Todavía no hay conversiones', noneHint: 'Llegan del script de una página, de una pasarela, de la API o a mano.', noneMatch: 'Ninguna conversión coincide',
      noneMatchHint: 'Cambie o quite un filtro.', gateways: 'Conectar una pasarela', number: 'Se esperaba un importe, como 199.90.',
    },
  },
)
