import { defineWords } from '../../ui/words.ts'

export const mediaWords = defineWords(
  'portal-media',
  {
    title: 'Media', subtitle: 'Banners, texts and HTML5 pages to publish, each with code that leads to your link.', allKinds: 'All kinds', kind_banner: 'Banner', kind_text: 'Text', kind_html5: 'HTML5', sides: '{{width}} × {{height}}', code: 'Get the code', codeTitle: 'Code for your page', link: 'Your link', noLink: 'You have no link of this brand yet.',
    makeLink: 'Make a link', html: 'HTML', file: 'Only the file', everyBrand: 'every brand', none: 'Nothing to publish yet', noneHint: 'The operator adds banners and texts. Your links work without them.', toLinks: 'Your links', preview: 'Preview of {{name}}', framed: 'It runs in a frame of its own.', more: 'Load more',
  },
  {
    'pt-BR': {
      title: 'Materiais', subtitle: 'Banners, textos e páginas HTML5 para publicar, cada um com código que leva ao seu link.', allKinds: 'Todos os tipos', kind_banner: 'Banner', kind_text: 'Texto', kind_html5: 'HTML5', sides: '{{width}} × {{height}}', code: 'Obter o código', codeTitle: 'Código para sua página', link: 'Seu link', noLink: 'Você ainda não tem link desta marca.',
      makeLink: 'Criar um link', html: 'HTML', file: 'Só o arquivo', everyBrand: 'todas as marcas', none: 'Nada para publicar ainda', noneHint: 'O operador adiciona banners e textos. Seus links funcionam sem eles.', toLinks: 'Seus links', preview: 'Prévia de {{name}}', framed: 'Roda em um quadro próprio.', more: 'Carregar mais',
    },
    es: {
      title: 'Materiales', subtitle: 'Banners, textos y páginas HTML5 para publicar, cada uno con código que lleva a su enlace.', allKinds: 'Todos los tipos', kind_banner: 'Banner', kind_text: 'Texto', kind_html5: 'HTML5', sides: '{{width}} × {{height}}', code: 'Obtener el código', codeTitle: 'Código para su página', link: 'Su enlace', noLink: 'Aún no tiene un enlace de esta marca.',
      makeLink: 'Crear un enlace', html: 'HTML', file: 'Solo el archivo', everyBrand: 'todas las marcas', none: 'Aún no hay nada que publicar', noneHint: 'El operador añade banners y textos. Sus enlaces funcionan sin ellos.', toLinks: 'Sus enlaces', preview: 'Vista previa de {{name}}', framed: 'Se ejecuta en un marco propio.', more: 'Cargar más',
    },
  },
)
