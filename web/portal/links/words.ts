import { defineWords } from '../../ui/words.ts'

export const linkWords = defineWords(
  'portal-links',
  {
    title: 'Links', subtitle: 'What you publish. A link leads to the brand, and tells whom the visitor came from.', make: 'New link', clicks: 'Clicks, 30 days', link: 'Link', landingPage: 'Leads to', brandPage: 'the landing page', none: 'No links yet',
    noneHint: 'Make a link, publish it, and see every click within seconds.', makeTitle: 'New link', makeSubmit: 'Make the link', made: 'The link is ready', brand: 'Brand', product: 'Product', anyProduct: 'The whole brand', tracker: 'Tracker', trackerHint: 'A label for the source of traffic: newsletter, channel, campaign.',
    newTracker: 'New tracker …', trackerName: 'Name of the tracker', page: 'Page of the brand', pageHint: 'Empty: its landing page. Hosts: {{hosts}}', pageNone: 'This brand leads to its landing page only.', builder: 'Build an address', builderHint: 'Add sub ids to tell places apart: you get them back with every click, and in postbacks.',
    subId: 'Sub id {{number}}', clickId: 'Your own click id', deepLink: 'Page of the brand', address: 'Address to publish', moreSubIds: 'More sub ids', back: 'Links', latestClicks: 'Latest clicks', noClicks: 'Nobody has followed this link yet', noClicksHint: 'A click shows up here within seconds.', activate: 'Activate',
    deactivate: 'Deactivate', deactivated: 'The link is off: visitors are told so.', activated: 'The link works.', deactivateTitle: 'Turn the link off?', deactivateHint: 'Whoever follows it is told that it is not active. You can turn it on again.', former: 'Former addresses',
    formerHint: 'Addresses of a former platform that lead here. They go on working.', visitor: 'Click', valid: 'Valid', invalid: 'Not valid', referrer: 'Came from', subIds: 'Sub ids', facts: 'About', passThrough: 'Hands parameters on', unique_24h: 'unique', bot: 'robot', prefetch: 'fetched ahead', head: 'looked up only',
    non_document: 'loaded by a page', duplicate: 'repeated', datacenter: 'data centre', no_gesture: 'no gesture', allTrackers: 'All trackers', hostNotAllowed: 'Not a page of the brand', created: 'Made',
  },
  {
    'pt-BR': {
      title: 'Links', subtitle: 'O que você publica. Um link leva à marca e diz de quem o visitante veio.', make: 'Novo link', clicks: 'Cliques, 30 dias', link: 'Link', landingPage: 'Leva a', brandPage: 'a página da marca', none: 'Ainda não há links',
      noneHint: 'Crie um link, publique-o e veja cada clique em segundos.', makeTitle: 'Novo link', makeSubmit: 'Criar o link', made: 'O link está pronto', brand: 'Marca', product: 'Produto', anyProduct: 'A marca toda', tracker: 'Rastreador', trackerHint: 'Um rótulo para a origem do tráfego: newsletter, canal, campanha.',
      newTracker: 'Novo rastreador …', trackerName: 'Nome do rastreador', page: 'Página da marca', pageHint: 'Vazio: a página principal. Hosts: {{hosts}}', pageNone: 'Esta marca leva só à sua página principal.', builder: 'Montar um endereço', builderHint: 'Acrescente sub ids para distinguir lugares: eles voltam com cada clique e nos postbacks.',
      subId: 'Sub id {{number}}', clickId: 'Seu próprio id do clique', deepLink: 'Página da marca', address: 'Endereço a publicar', moreSubIds: 'Mais sub ids', back: 'Links', latestClicks: 'Últimos cliques', noClicks: 'Ninguém seguiu este link ainda', noClicksHint: 'Um clique aparece aqui em segundos.', activate: 'Ativar',
      deactivate: 'Desativar', deactivated: 'O link está desligado: os visitantes são avisados.', activated: 'O link funciona.', deactivateTitle: 'Desligar o link?', deactivateHint: 'Quem o seguir será avisado de que não está ativo. Você pode ligá-lo de novo.', former: 'Endereços antigos',
      formerHint: 'Endereços de uma plataforma anterior que levam para cá. Continuam funcionando.', visitor: 'Clique', valid: 'Válido', invalid: 'Não válido', referrer: 'Veio de', subIds: 'Sub ids', facts: 'Sobre', passThrough: 'Repassa parâmetros', unique_24h: 'único', bot: 'robô', prefetch: 'carregado antes', head: 'só consultado',
      non_document: 'carregado por uma página', duplicate: 'repetido', datacenter: 'data center', no_gesture: 'sem gesto', allTrackers: 'Todos os rastreadores', hostNotAllowed: 'Não é página da marca', created: 'Criado',
    },
    es: {
      title: 'Enlaces', subtitle: 'Lo que usted publica. Un enlace lleva a la marca y dice de quién vino el visitante.', make: 'Nuevo enlace', clicks: 'Clics, 30 días', link: 'Enlace', landingPage: 'Lleva a', brandPage: 'la página de la marca', none: 'Aún no hay enlaces',
      noneHint: 'Cree un enlace, publíquelo y vea cada clic en segundos.', makeTitle: 'Nuevo enlace', makeSubmit: 'Crear el enlace', made: 'El enlace está listo', brand: 'Marca', product: 'Producto', anyProduct: 'Toda la marca', tracker: 'Rastreador', trackerHint: 'Una etiqueta para el origen del tráfico: boletín, canal, campaña.',
      newTracker: 'Nuevo rastreador …', trackerName: 'Nombre del rastreador', page: 'Página de la marca', pageHint: 'Vacío: su página principal. Hosts: {{hosts}}', pageNone: 'Esta marca solo lleva a su página principal.', builder: 'Componer una dirección', builderHint: 'Añada sub ids para distinguir lugares: los recibe de vuelta con cada clic y en los postbacks.',
      subId: 'Sub id {{number}}', clickId: 'Su propio id del clic', deepLink: 'Página de la marca', address: 'Dirección para publicar', moreSubIds: 'Más sub ids', back: 'Enlaces', latestClicks: 'Últimos clics', noClicks: 'Nadie ha seguido este enlace todavía', noClicksHint: 'Un clic aparece aquí en segundos.', activate: 'Activar',
      deactivate: 'Desactivar', deactivated: 'El enlace está apagado: se avisa a los visitantes.', activated: 'El enlace funciona.', deactivateTitle: '¿Apagar el enlace?', deactivateHint: 'A quien lo siga se le avisa de que no está activo. Puede encenderlo de nuevo.', former: 'Direcciones anteriores',
      formerHint: 'Direcciones de una plataforma anterior que llevan aquí. Siguen funcionando.', visitor: 'Clic', valid: 'Válido', invalid: 'No válido', referrer: 'Vino de', subIds: 'Sub ids', facts: 'Acerca de', passThrough: 'Traspasa parámetros', unique_24h: 'único', bot: 'robot', prefetch: 'cargado por adelantado', head: 'solo consultado',
      non_document: 'cargado por una página', duplicate: 'repetido', datacenter: 'centro de datos', no_gesture: 'sin gesto', allTrackers: 'Todos los rastreadores', hostNotAllowed: 'No es una página de la marca', created: 'Creado',
    },
  },
)
