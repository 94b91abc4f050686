import { defineWords } from '../../ui/words.ts'

/** What kinds of actors are called. */
export const actorWords = defineWords(
  'actors',
  {
    user: 'User',
    key: 'API key',
    affiliate: 'Affiliate',
    gateway: 'Gateway',
    import: 'Import',
    cli: 'Command line',
    system: 'Fairshare',
    sdk: 'A page',
  },
  {
    'pt-BR': {
      user: 'Usuário',
      key: 'Chave de API',
      affiliate: 'Afiliado',
      gateway: 'Gateway',
      import: 'Importação',
      cli: 'Linha de comando',
      system: 'Fairshare',
      sdk: 'Uma página',
    },
    es: {
      user: 'Usuario',
      key: 'Clave de API',
      affiliate: 'Afiliado',
      gateway: 'Pasarela',
      import: 'Importación',
      cli: 'Línea de comandos',
      system: 'Fairshare',
      sdk: 'Una página',
    },
  },
)
