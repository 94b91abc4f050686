import { defineWords } from './words.ts'

/** The texts of the kit itself. */
export const kitWords = defineWords(
  'kit',
  {
    cancel: 'Cancel', save: 'Save', close: 'Close', confirm: 'Confirm', copy: 'Copy', copied: 'Copied', back: 'Back', more: 'More', search: 'Search', all: 'All', none: 'None',
    loading: 'Loading', loadMore: 'Load more', retry: 'Try again', failed: 'This did not work', failedHint: 'Request {{id}}', unreachable: 'The server cannot be reached. Check your connection and try again.',
    notAllowed: 'You may not see this', notAllowedHint: 'Your role does not include it. An administrator of your program can change that.',
    notFound: 'There is nothing here', notFoundHint: 'It may have been removed, or the address is wrong.',
    columns: 'Columns', export: 'Export CSV', exporting: 'Exporting {{count}} rows', selected_one: '{{count}} selected', selected_other: '{{count}} selected', selectRow: 'Select row', selectAll: 'Select all rows shown',
    clearSelection: 'Clear selection', rows_one: '{{count}} row', rows_other: '{{count}} rows', rowsSoFar: '{{count}} rows so far', sortBy: 'Sort by {{column}}', scrollable: 'Table, scrolls sideways',
    required: 'required', optional: 'optional', fixFields: 'Some fields need your attention.', yes: 'Yes', no: 'No', now: 'just now', filters: 'Filters', clearFilters: 'Clear filters', notifications: 'Notifications',
    commands: 'Commands', commandHint: 'Type to go anywhere or do something', noCommand: 'Nothing matches.', showMore: 'Show more', showLess: 'Show less', reason: 'Reason', saved: 'Saved', notLoaded: 'This page could not be loaded',
    notLoadedHint: 'A new version may have been installed. Load the page again.', reload: 'Load again', remove: 'Remove {{name}}', leaveAsk: 'Leave without saving?', leaveHint: 'What you have changed here is lost then.', leave: 'Leave',
  },
  {
    'pt-BR': {
      cancel: 'Cancelar', save: 'Salvar', close: 'Fechar', confirm: 'Confirmar', copy: 'Copiar', copied: 'Copiado', back: 'Voltar', more: 'Mais', search: 'Buscar', all: 'Todos', none: 'Nenhum',
      loading: 'Carregando', loadMore: 'Carregar mais', retry: 'Tentar de novo', failed: 'Não funcionou', failedHint: 'Requisição {{id}}', unreachable: 'O servidor não responde. Verifique a conexão e tente de novo.',
      notAllowed: 'Você não pode ver isto', notAllowedHint: 'Seu papel não inclui isto. Um administrador do programa pode mudar.',
      notFound: 'Não há nada aqui', notFoundHint: 'Pode ter sido removido, ou o endereço está errado.',
      columns: 'Colunas', export: 'Exportar CSV', exporting: 'Exportando {{count}} linhas', selected_one: '{{count}} selecionado', selected_other: '{{count}} selecionados', selectRow: 'Selecionar linha', selectAll: 'Selecionar todas as linhas exibidas',
      clearSelection: 'Limpar seleção', rows_one: '{{count}} linha', rows_other: '{{count}} linhas', rowsSoFar: '{{count}} linhas até agora', sortBy: 'Ordenar por {{column}}', scrollable: 'Tabela, rola para o lado',
      required: 'obrigatório', optional: 'opcional', fixFields: 'Alguns campos precisam de atenção.', yes: 'Sim', no: 'Não', now: 'agora mesmo', filters: 'Filtros', clearFilters: 'Limpar filtros', notifications: 'Notificações',
      commands: 'Comandos', commandHint: 'Digite para ir a qualquer lugar ou fazer algo', noCommand: 'Nada corresponde.', showMore: 'Mostrar mais', showLess: 'Mostrar menos', reason: 'Motivo', saved: 'Salvo', notLoaded: 'Esta página não pôde ser carregada',
      notLoadedHint: 'Talvez uma nova versão tenha sido instalada. Carregue a página de novo.', reload: 'Carregar de novo', remove: 'Remover {{name}}', leaveAsk: 'Sair sem salvar?', leaveHint: 'O que você mudou aqui se perde.', leave: 'Sair',
    },
    es: {
      cancel: 'Cancelar', save: 'Guardar', close: 'Cerrar', confirm: 'Confirmar', copy: 'Copiar', copied: 'Copiado', back: 'Volver', more: 'Más', search: 'Buscar', all: 'Todos', none: 'Ninguno',
      loading: 'Cargando', loadMore: 'Cargar más', retry: 'Intentar de nuevo', failed: 'No funcionó', failedHint: 'Solicitud {{id}}', unreachable: 'El servidor no responde. Revise la conexión e intente de nuevo.',
      notAllowed: 'No puede ver esto', notAllowedHint: 'Su rol no lo incluye. Un administrador del programa puede cambiarlo.',
      notFound: 'Aquí no hay nada', notFoundHint: 'Puede que se haya eliminado o que la dirección sea incorrecta.',
      columns: 'Columnas', export: 'Exportar CSV', exporting: 'Exportando {{count}} filas', selected_one: '{{count}} seleccionado', selected_other: '{{count}} seleccionados', selectRow: 'Seleccionar fila', selectAll: 'Seleccionar todas las filas mostradas',
      clearSelection: 'Quitar selección', rows_one: '{{count}} fila', rows_other: '{{count}} filas', rowsSoFar: '{{count}} filas hasta ahora', sortBy: 'Ordenar por {{column}}', scrollable: 'Tabla, se desplaza de lado',
      required: 'obligatorio', optional: 'opcional', fixFields: 'Algunos campos necesitan atención.', yes: 'Sí', no: 'No', now: 'ahora mismo', filters: 'Filtros', clearFilters: 'Quitar filtros', notifications: 'Avisos',
      commands: 'Comandos', commandHint: 'Escriba para ir a cualquier parte o hacer algo', noCommand: 'Nada coincide.', showMore: 'Mostrar más', showLess: 'Mostrar menos', reason: 'Motivo', saved: 'Guardado', notLoaded: 'No se pudo cargar esta página',
      notLoadedHint: 'Quizá se instaló una versión nueva. Cargue la página otra vez.', reload: 'Cargar otra vez', remove: 'Quitar {{name}}', leaveAsk: '¿Salir sin guardar?', leaveHint: 'Se pierde lo que ha cambiado aquí.', leave: 'Salir',
    },
  },
)
