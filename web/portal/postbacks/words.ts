import { defineWords } from '../../ui/words.ts'

export const postbackWords = defineWords(
  'portal-postbacks',
  {
    title: 'Postbacks', subtitle: 'Addresses of yours that are called when something happens to your customers.', notYet: 'Not delivered yet', notYetHint: 'This version keeps and checks your postbacks; it does not call them. They are called from a later version on.', add: 'Add a postback', edit: 'Change the postback', url: 'Address', urlHint: 'https, with macros in braces in its path or query.',
    events: 'When', event_registration: 'A customer registers', event_first_deposit: 'A first deposit', event_sale: 'A sale', event_qualified: 'A customer qualifies', event_commission: 'A commission', event_commission_reversed: 'A commission is taken back', preview: 'Would call', macros: 'Macros', macrosHint: 'All that a postback ever says. Nothing of it tells who a customer is. A press puts it at the end of the address.',
    save: 'Save', saved: 'Saved', remove: 'Remove', removed: 'Removed', removeTitle: 'Remove the postback?', removeHint: 'It is not called any more.', activate: 'Turn on', deactivate: 'Turn off', none: 'No postbacks yet', noneHint: 'Your tracker learns of registrations and commissions by them.', atLeastOne: 'Choose at least one.',
  },
  {
    'pt-BR': {
      title: 'Postbacks', subtitle: 'Endereços seus que são chamados quando algo acontece com seus clientes.', notYet: 'Ainda não entregues', notYetHint: 'Esta versão guarda e confere seus postbacks; não os chama. São chamados a partir de uma versão posterior.', add: 'Adicionar um postback', edit: 'Mudar o postback', url: 'Endereço', urlHint: 'https, com macros entre chaves no caminho ou na consulta.',
      events: 'Quando', event_registration: 'Um cliente se registra', event_first_deposit: 'Um primeiro depósito', event_sale: 'Uma venda', event_qualified: 'Um cliente se qualifica', event_commission: 'Uma comissão', event_commission_reversed: 'Uma comissão é estornada', preview: 'Chamaria', macros: 'Macros', macrosHint: 'Tudo o que um postback diz. Nada disso revela quem é um cliente. Um clique a põe no fim do endereço.',
      save: 'Salvar', saved: 'Salvo', remove: 'Remover', removed: 'Removido', removeTitle: 'Remover o postback?', removeHint: 'Não será mais chamado.', activate: 'Ligar', deactivate: 'Desligar', none: 'Ainda não há postbacks', noneHint: 'Seu rastreador fica sabendo por eles de registros e comissões.', atLeastOne: 'Escolha ao menos um.',
    },
    es: {
      title: 'Postbacks', subtitle: 'Direcciones suyas a las que se llama cuando algo ocurre con sus clientes.', notYet: 'Aún no se entregan', notYetHint: 'Esta versión guarda y comprueba sus postbacks; no los llama. Se llamarán a partir de una versión posterior.', add: 'Añadir un postback', edit: 'Cambiar el postback', url: 'Dirección', urlHint: 'https, con macros entre llaves en la ruta o la consulta.',
      events: 'Cuándo', event_registration: 'Un cliente se registra', event_first_deposit: 'Un primer depósito', event_sale: 'Una venta', event_qualified: 'Un cliente se califica', event_commission: 'Una comisión', event_commission_reversed: 'Se revierte una comisión', preview: 'Llamaría a', macros: 'Macros', macrosHint: 'Todo lo que dice un postback. Nada de ello revela quién es un cliente. Una pulsación la pone al final de la dirección.',
      save: 'Guardar', saved: 'Guardado', remove: 'Quitar', removed: 'Quitado', removeTitle: '¿Quitar el postback?', removeHint: 'Ya no se le llamará.', activate: 'Encender', deactivate: 'Apagar', none: 'Aún no hay postbacks', noneHint: 'Su rastreador se entera por ellos de registros y comisiones.', atLeastOne: 'Elija al menos uno.',
    },
  },
)
