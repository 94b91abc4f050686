import type { MailTemplate } from '../mail-template.ts'

/** Who applied proves that the address is theirs. */
export const affiliateVerification = {
  words: ['program', 'link', 'minutes'],
  texts: {
    en: {
      subject: 'Confirm your address for {{program}}',
      paragraphs: ['You asked to join the affiliate program of {{program}}. Please confirm that this address is yours.', 'The link works once, for {{minutes}} minutes. If it was not you, ignore this mail.'],
      action: 'Confirm my address',
    },
    'pt-BR': {
      subject: 'Confirme seu endereço para {{program}}',
      paragraphs: ['Você pediu para participar do programa de afiliados de {{program}}. Confirme que este endereço é seu.', 'O link funciona uma vez, por {{minutes}} minutos. Se não foi você, ignore este e-mail.'],
      action: 'Confirmar meu endereço',
    },
    es: {
      subject: 'Confirma tu dirección para {{program}}',
      paragraphs: ['Has pedido unirte al programa de afiliados de {{program}}. Confirma que esta dirección es tuya.', 'El enlace funciona una vez, durante {{minutes}} minutos. Si no has sido tú, ignora este correo.'],
      action: 'Confirmar mi dirección',
    },
  },
} as const satisfies MailTemplate

/** Who applied a second time: the page does not tell that the address has an account, the mailbox does. */
export const affiliateAccountExists = {
  words: ['program', 'link'],
  texts: {
    en: {
      subject: 'You have an account with {{program}} already',
      paragraphs: ['Somebody asked to join the affiliate program of {{program}} with this address, which has an account there already.', 'If it was you: sign in, or ask for a new password there.'],
      action: 'Sign in',
    },
    'pt-BR': {
      subject: 'Você já tem uma conta em {{program}}',
      paragraphs: ['Alguém pediu para participar do programa de afiliados de {{program}} com este endereço, que já tem uma conta.', 'Se foi você: entre, ou peça uma nova senha na mesma página.'],
      action: 'Entrar',
    },
    es: {
      subject: 'Ya tienes una cuenta en {{program}}',
      paragraphs: ['Alguien ha pedido unirse al programa de afiliados de {{program}} con esta dirección, que ya tiene una cuenta.', 'Si has sido tú: entra, o pide allí una contraseña nueva.'],
      action: 'Entrar',
    },
  },
} as const satisfies MailTemplate

/** The operator has looked at an application and said yes. */
export const affiliateApproved = {
  words: ['program', 'link'],
  texts: {
    en: { subject: 'Welcome to {{program}}', paragraphs: ['Your application to the affiliate program of {{program}} was approved. Your tracking links are waiting for you.'], action: 'Open the portal' },
    'pt-BR': { subject: 'Boas-vindas a {{program}}', paragraphs: ['Sua inscrição no programa de afiliados de {{program}} foi aprovada. Seus links de rastreamento estão à sua espera.'], action: 'Abrir o portal' },
    es: { subject: 'Te damos la bienvenida a {{program}}', paragraphs: ['Tu solicitud para el programa de afiliados de {{program}} ha sido aprobada. Tus enlaces de seguimiento te esperan.'], action: 'Abrir el portal' },
  },
} as const satisfies MailTemplate

export const affiliatePasswordReset = {
  words: ['program', 'link', 'minutes'],
  texts: {
    en: {
      subject: 'Choose a new password for {{program}}',
      paragraphs: ['Somebody asked for a new password for your account with {{program}}.', 'The link works once, for {{minutes}} minutes. If it was not you, ignore this mail: nothing has changed.'],
      action: 'Choose a new password',
    },
    'pt-BR': {
      subject: 'Escolha uma nova senha para {{program}}',
      paragraphs: ['Alguém pediu uma nova senha para a sua conta em {{program}}.', 'O link funciona uma vez, por {{minutes}} minutos. Se não foi você, ignore este e-mail: nada mudou.'],
      action: 'Escolher uma nova senha',
    },
    es: {
      subject: 'Elige una contraseña nueva para {{program}}',
      paragraphs: ['Alguien ha pedido una contraseña nueva para tu cuenta en {{program}}.', 'El enlace funciona una vez, durante {{minutes}} minutos. Si no has sido tú, ignora este correo: nada ha cambiado.'],
      action: 'Elegir una contraseña nueva',
    },
  },
} as const satisfies MailTemplate

/** To the new address, before it takes the old one's place. */
export const affiliateNewAddress = {
  words: ['program', 'link', 'minutes'],
  texts: {
    en: { subject: 'Confirm your new address for {{program}}', paragraphs: ['This address is to become the one of your account with {{program}}.', 'The link works once, for {{minutes}} minutes.'], action: 'Confirm my address' },
    'pt-BR': { subject: 'Confirme seu novo endereço para {{program}}', paragraphs: ['Este endereço passará a ser o da sua conta em {{program}}.', 'O link funciona uma vez, por {{minutes}} minutos.'], action: 'Confirmar meu endereço' },
    es: { subject: 'Confirma tu nueva dirección para {{program}}', paragraphs: ['Esta dirección pasará a ser la de tu cuenta en {{program}}.', 'El enlace funciona una vez, durante {{minutes}} minutos.'], action: 'Confirmar mi dirección' },
  },
} as const satisfies MailTemplate

/** To somebody whom an affiliate's owner wants beside them. */
export const affiliateInvitation = {
  words: ['inviter', 'affiliate', 'program', 'link', 'days'],
  texts: {
    en: {
      subject: '{{inviter}} invites you to {{affiliate}} at {{program}}',
      paragraphs: ['{{inviter}} has invited you to work on the account of {{affiliate}} in the affiliate program of {{program}}.', 'The invitation is for this address only. It works once, for {{days}} days.'],
      action: 'Accept the invitation',
    },
    'pt-BR': {
      subject: '{{inviter}} convidou você para {{affiliate}} em {{program}}',
      paragraphs: ['{{inviter}} convidou você para trabalhar na conta de {{affiliate}} no programa de afiliados de {{program}}.', 'O convite vale somente para este endereço. Funciona uma vez, por {{days}} dias.'],
      action: 'Aceitar o convite',
    },
    es: {
      subject: '{{inviter}} te invita a {{affiliate}} en {{program}}',
      paragraphs: ['{{inviter}} te ha invitado a trabajar en la cuenta de {{affiliate}} en el programa de afiliados de {{program}}.', 'La invitación es solo para esta dirección. Funciona una vez, durante {{days}} días.'],
      action: 'Aceptar la invitación',
    },
  },
} as const satisfies MailTemplate

/** To the old and the new contact, at once: `method` is the masked account, `who` who changed it, `until` when it can be paid to. */
export const payoutMethodChanged = {
  words: ['program', 'affiliate', 'method', 'who', 'until', 'link'],
  texts: {
    en: {
      subject: 'Where {{program}} pays {{affiliate}} was changed',
      paragraphs: ['Payouts of {{program}} to {{affiliate}} will go to {{method}}. It was changed by {{who}}.', 'Nothing is paid there before {{until}}. If this was not intended, answer this mail or open the portal now.'],
      action: 'Look at payout methods',
    },
    'pt-BR': {
      subject: 'O destino dos pagamentos de {{program}} a {{affiliate}} foi alterado',
      paragraphs: ['Os pagamentos de {{program}} a {{affiliate}} irão para {{method}}. Alterado por {{who}}.', 'Nada será pago ali antes de {{until}}. Se não foi intencional, responda a este e-mail ou abra o portal agora.'],
      action: 'Ver formas de pagamento',
    },
    es: {
      subject: 'Ha cambiado adónde paga {{program}} a {{affiliate}}',
      paragraphs: ['Los pagos de {{program}} a {{affiliate}} irán a {{method}}. Lo ha cambiado {{who}}.', 'No se pagará nada allí antes del {{until}}. Si no era la intención, responde a este correo o abre el portal ahora.'],
      action: 'Ver los métodos de pago',
    },
  },
} as const satisfies MailTemplate

/** To the old and the new contact, at once: an account is not paid to any more. */
export const payoutMethodRemoved = {
  words: ['program', 'affiliate', 'method', 'who', 'link'],
  texts: {
    en: {
      subject: 'A payout method of {{affiliate}} at {{program}} was removed',
      paragraphs: ['Nothing will be paid to {{method}} any more. It was removed by {{who}}.', 'If this was not intended, answer this mail or open the portal now.'],
      action: 'Look at payout methods',
    },
    'pt-BR': {
      subject: 'Uma forma de pagamento de {{affiliate}} em {{program}} foi removida',
      paragraphs: ['Nada mais será pago a {{method}}. Removida por {{who}}.', 'Se não foi intencional, responda a este e-mail ou abra o portal agora.'],
      action: 'Ver formas de pagamento',
    },
    es: {
      subject: 'Se ha eliminado un método de pago de {{affiliate}} en {{program}}',
      paragraphs: ['Ya no se pagará nada a {{method}}. Lo ha eliminado {{who}}.', 'Si no era la intención, responde a este correo o abre el portal ahora.'],
      action: 'Ver los métodos de pago',
    },
  },
} as const satisfies MailTemplate
