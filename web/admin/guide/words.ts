import { defineWords } from '../../ui/words.ts'

export const guideWords = defineWords(
  'guide',
  {
    title: 'First steps', subtitle: 'From nothing to a commission that explains itself, in some minutes. Each step is checked here as it happens.',
    done: 'Done', waiting: 'Waiting', next: 'Next', allDone: 'It works, from click to commission.', allDoneHint: 'What you made is real: archive the test affiliate and customer when you do not need them.', toHome: 'See it on the home page',
    brand: 'A brand', brandHint: 'The site that customers join. Its landing page gets our click key in place of [ClickKey].', brandName: 'Name', landingPage: 'Landing page', addBrand: 'Add brand', otherBrand: 'Add another brand', landingHint: 'Put [ClickKey] where your page reads it: https://shop.example/?ck=[ClickKey]',
    plan: 'A commission plan', planHint: 'What affiliates earn, in rules that can be read.', openPlan: 'Open the plan', buildPlan: 'Build a plan',
    affiliate: 'An affiliate', affiliateHint: 'Somebody who sends customers. For a test it can be you.', affiliateName: 'Name', addAffiliate: 'Add affiliate', inviteHint: 'Affiliates can also sign up by themselves at your portal.',
    click: 'A test click', clickHint: 'Follow the affiliate’s tracking link as a visitor would. The click appears here within seconds.', makeLink: 'Make a tracking link', follow: 'Follow the link', seen: 'Click at', from: 'with the key', botHint: 'A browser that looks like a robot is sent on as well, but not counted.',
    customer: 'A test customer', customerHint: 'Your server tells us of a registration with the click key that the landing page got. Do it from here, or with this call:', register: 'Register a test customer', attributed: '{{customer}} belongs to {{affiliate}}.',
    sale: 'A first transaction', saleHint: 'A sale of 100. The commission follows by your plan, with its explanation.', sendSale: 'Send a test sale', earned: 'earned on this sale.', why: 'Why this amount?', working: 'A worker is taking it in …', nothingEarned: 'This sale paid nothing; the reason is with it.',
  },
  {
    'pt-BR': {
      title: 'Primeiros passos', subtitle: 'Do nada a uma comissão que se explica, em alguns minutos. Cada passo é verificado aqui enquanto acontece.',
      done: 'Feito', waiting: 'Aguardando', next: 'Próximo', allDone: 'Funciona, do clique à comissão.', allDoneHint: 'O que você criou é real: arquive o afiliado e o cliente de teste quando não precisar mais deles.', toHome: 'Ver na página inicial',
      brand: 'Uma marca', brandHint: 'O site em que os clientes se cadastram. A página de destino recebe nossa click key no lugar de [ClickKey].', brandName: 'Nome', landingPage: 'Página de destino', addBrand: 'Adicionar marca', otherBrand: 'Adicionar outra marca', landingHint: 'Coloque [ClickKey] onde sua página a lê: https://shop.example/?ck=[ClickKey]',
      plan: 'Um plano de comissão', planHint: 'O que os afiliados ganham, em regras que se podem ler.', openPlan: 'Abrir o plano', buildPlan: 'Criar um plano',
      affiliate: 'Um afiliado', affiliateHint: 'Alguém que envia clientes. Para um teste pode ser você.', affiliateName: 'Nome', addAffiliate: 'Adicionar afiliado', inviteHint: 'Afiliados também podem se cadastrar sozinhos no seu portal.',
      click: 'Um clique de teste', clickHint: 'Siga o link de rastreamento do afiliado como um visitante. O clique aparece aqui em segundos.', makeLink: 'Criar um link de rastreamento', follow: 'Seguir o link', seen: 'Clique em', from: 'com a chave', botHint: 'Um navegador que parece um robô também é encaminhado, mas não contado.',
      customer: 'Um cliente de teste', customerHint: 'Seu servidor nos informa um cadastro com a click key que a página de destino recebeu. Faça daqui, ou com esta chamada:', register: 'Registrar um cliente de teste', attributed: '{{customer}} pertence a {{affiliate}}.',
      sale: 'Uma primeira transação', saleHint: 'Uma venda de 100. A comissão segue pelo seu plano, com a explicação.', sendSale: 'Enviar uma venda de teste', earned: 'ganho nesta venda.', why: 'Por que este valor?', working: 'Um processo está recebendo …', nothingEarned: 'Esta venda não pagou nada; o motivo está com ela.',
    },
    es: {
      title: 'Primeros pasos', subtitle: 'De nada a una comisión que se explica, en unos minutos. Cada paso se comprueba aquí mientras ocurre.',
      done: 'Hecho', waiting: 'Esperando', next: 'Siguiente', allDone: 'Funciona, del clic a la comisión.', allDoneHint: 'Lo que creó es real: archive el afiliado y el cliente de prueba cuando no los necesite.', toHome: 'Verlo en la página de inicio',
      brand: 'Una marca', brandHint: 'El sitio al que se unen los clientes. Su página de destino recibe nuestra click key en lugar de [ClickKey].', brandName: 'Nombre', landingPage: 'Página de destino', addBrand: 'Añadir marca', otherBrand: 'Añadir otra marca', landingHint: 'Ponga [ClickKey] donde su página la lea: https://shop.example/?ck=[ClickKey]',
      plan: 'Un plan de comisión', planHint: 'Lo que ganan los afiliados, en reglas que se pueden leer.', openPlan: 'Abrir el plan', buildPlan: 'Crear un plan',
      affiliate: 'Un afiliado', affiliateHint: 'Alguien que envía clientes. Para una prueba puede ser usted.', affiliateName: 'Nombre', addAffiliate: 'Añadir afiliado', inviteHint: 'Los afiliados también pueden registrarse por sí mismos en su portal.',
      click: 'Un clic de prueba', clickHint: 'Siga el enlace de seguimiento del afiliado como un visitante. El clic aparece aquí en segundos.', makeLink: 'Crear un enlace de seguimiento', follow: 'Seguir el enlace', seen: 'Clic el', from: 'con la clave', botHint: 'Un navegador que parece un robot también se envía, pero no se cuenta.',
      customer: 'Un cliente de prueba', customerHint: 'Su servidor nos informa de un registro con la click key que recibió la página de destino. Hágalo desde aquí, o con esta llamada:', register: 'Registrar un cliente de prueba', attributed: '{{customer}} pertenece a {{affiliate}}.',
      sale: 'Una primera transacción', saleHint: 'Una venta de 100. La comisión sigue según su plan, con su explicación.', sendSale: 'Enviar una venta de prueba', earned: 'ganado con esta venta.', why: '¿Por qué este importe?', working: 'Un proceso la está recibiendo …', nothingEarned: 'Esta venta no pagó nada; el motivo está con ella.',
    },
  },
)
