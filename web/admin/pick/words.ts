import { defineWords } from '../../ui/words.ts'

export const pickWords = defineWords(
  'admin-pick',
  {
    anyAffiliate: 'Any affiliate',
    noAffiliate: 'No affiliate of this name',
    findAffiliate: 'Name of an affiliate',
    clear: 'Clear',
    anyBrand: 'Any brand',
    from: 'From',
    to: 'To',
  },
  {
    'pt-BR': {
      anyAffiliate: 'Qualquer afiliado',
      noAffiliate: 'Nenhum afiliado com este nome',
      findAffiliate: 'Nome de um afiliado',
      clear: 'Limpar',
      anyBrand: 'Qualquer marca',
      from: 'De',
      to: 'Até',
    },
    es: {
      anyAffiliate: 'Cualquier afiliado',
      noAffiliate: 'Ningún afiliado con este nombre',
      findAffiliate: 'Nombre de un afiliado',
      clear: 'Quitar',
      anyBrand: 'Cualquier marca',
      from: 'Desde',
      to: 'Hasta',
    },
  },
)
