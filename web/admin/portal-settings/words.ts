import { defineWords } from '../../ui/words.ts'

export const portalSettingWords = defineWords(
  'portal-settings',
  {
    title: 'Affiliate portal', subtitle: 'What your affiliates see, and how they join.', open: 'Open the portal', saved: 'Saved', save: 'Save', readOnly: 'Your role may look at these settings, not change them.',
    address: 'Address', addressHint: 'Links in mails lead here.', slug: 'Name in the address', slugHint: 'Lower-case letters, digits and dashes. The address before leads nowhere any more.', host: 'Host of its own', hostHint: 'Such as partners.example.com: point its DNS to this installation. It serves this portal and nothing else.',
    looks: 'Name and looks', portalTitle: 'Title', titleHint: 'Empty: the name of the program.', accent: 'Accent colour', accentHint: 'Such as #0b7a5c. Text on it is black or white, whichever reads better.', logo: 'Logo', logoHint: 'The logo of the program stands at the head of the portal.', hasLogo: 'There is one', noLogo: 'None yet', toLogo: 'To the logo',
    language: 'Language', languageHint: 'Of mails and of visitors whose own language there is not.', support: 'Address for questions', introduction: 'Introduction', introductionHint: 'On the landing page, below the title. Plan and fairness card follow by themselves.',
    joining: 'Joining', selfSignUp: 'Anybody may apply', selfSignUpHint: 'Without it, affiliates are made by you; they choose their password from their mailbox.', autoApprove: 'Who applies is active at once', autoApproveHint: 'Without it, applications wait under Affiliates for your yes.',
    terms: 'Terms of the program', termsHint: 'Who applies agrees to exactly this text; it is kept which. Plain text.', termsOf: 'Changed {{date}}',
  },
  {
    'pt-BR': {
      title: 'Portal de afiliados', subtitle: 'O que seus afiliados veem e como entram.', open: 'Abrir o portal', saved: 'Salvo', save: 'Salvar', readOnly: 'Seu papel pode ver estas configurações, não alterá-las.',
      address: 'Endereço', addressHint: 'Os links dos e-mails levam aqui.', slug: 'Nome no endereço', slugHint: 'Letras minúsculas, dígitos e hífens. O endereço anterior deixa de funcionar.', host: 'Domínio próprio', hostHint: 'Como partners.example.com: aponte o DNS para esta instalação. Ele serve este portal e mais nada.',
      looks: 'Nome e aparência', portalTitle: 'Título', titleHint: 'Vazio: o nome do programa.', accent: 'Cor de destaque', accentHint: 'Como #0b7a5c. O texto sobre ela é preto ou branco, o que se lê melhor.', logo: 'Logotipo', logoHint: 'O logotipo do programa fica no topo do portal.', hasLogo: 'Há um', noLogo: 'Ainda não há', toLogo: 'Ir para o logotipo',
      language: 'Idioma', languageHint: 'Dos e-mails e de visitantes cujo idioma não existe aqui.', support: 'Endereço para dúvidas', introduction: 'Apresentação', introductionHint: 'Na página inicial, abaixo do título. Plano e cartão de justiça aparecem sozinhos.',
      joining: 'Entrada', selfSignUp: 'Qualquer pessoa pode se inscrever', selfSignUpHint: 'Sem isto, você cria os afiliados; eles escolhem a senha pelo e-mail.', autoApprove: 'Quem se inscreve fica ativo na hora', autoApproveHint: 'Sem isto, as inscrições esperam seu sim em Afiliados.',
      terms: 'Termos do programa', termsHint: 'Quem se inscreve concorda com exatamente este texto; fica registrado qual. Texto simples.', termsOf: 'Alterado em {{date}}',
    },
    es: {
      title: 'Portal de afiliados', subtitle: 'Lo que ven tus afiliados y cómo entran.', open: 'Abrir el portal', saved: 'Guardado', save: 'Guardar', readOnly: 'Tu función puede ver estos ajustes, no cambiarlos.',
      address: 'Dirección', addressHint: 'Los enlaces de los correos llevan aquí.', slug: 'Nombre en la dirección', slugHint: 'Minúsculas, cifras y guiones. La dirección anterior ya no lleva a ninguna parte.', host: 'Dominio propio', hostHint: 'Como partners.example.com: apunta su DNS a esta instalación. Sirve este portal y nada más.',
      looks: 'Nombre y aspecto', portalTitle: 'Título', titleHint: 'Vacío: el nombre del programa.', accent: 'Color de acento', accentHint: 'Como #0b7a5c. El texto encima es negro o blanco, lo que se lea mejor.', logo: 'Logotipo', logoHint: 'El logotipo del programa está en la cabecera del portal.', hasLogo: 'Hay uno', noLogo: 'Aún no hay', toLogo: 'Ir al logotipo',
      language: 'Idioma', languageHint: 'De los correos y de visitantes cuyo idioma no hay.', support: 'Dirección para preguntas', introduction: 'Presentación', introductionHint: 'En la página de inicio, bajo el título. El plan y la ficha de justicia siguen solos.',
      joining: 'Entrada', selfSignUp: 'Cualquiera puede solicitar', selfSignUpHint: 'Sin ello, los afiliados los creas tú; eligen su contraseña desde su correo.', autoApprove: 'Quien solicita queda activo en seguida', autoApproveHint: 'Sin ello, las solicitudes esperan tu sí en Afiliados.',
      terms: 'Términos del programa', termsHint: 'Quien solicita acepta exactamente este texto; queda registrado cuál. Texto sin formato.', termsOf: 'Cambiado el {{date}}',
    },
  },
)
