import type { MailTemplate } from '../mail-template.ts'

/** To whom an operator's user has invited. */
export const operatorInvitation = {
  words: ['inviter', 'operator', 'link', 'days'],
  texts: {
    en: {
      subject: '{{inviter}} invites you to {{operator}}',
      paragraphs: ['{{inviter}} has invited you to run the affiliate programs of {{operator}} with them.', 'The invitation is for this address only. It works once, for {{days}} days.'],
      action: 'Accept the invitation',
    },
    'pt-BR': {
      subject: '{{inviter}} convidou você para {{operator}}',
      paragraphs: ['{{inviter}} convidou você para administrar os programas de afiliados de {{operator}}.', 'O convite vale somente para este endereço. Funciona uma vez, por {{days}} dias.'],
      action: 'Aceitar o convite',
    },
    es: {
      subject: '{{inviter}} te invita a {{operator}}',
      paragraphs: ['{{inviter}} te ha invitado a gestionar los programas de afiliados de {{operator}}.', 'La invitación es solo para esta dirección. Funciona una vez, durante {{days}} días.'],
      action: 'Aceptar la invitación',
    },
  },
} as const satisfies MailTemplate

/** To whom somebody, hopefully they themselves, asked to be let in again. */
export const operatorPasswordReset = {
  words: ['link', 'minutes'],
  texts: {
    en: {
      subject: 'Choose a new password',
      paragraphs: ['Somebody asked for a new password for your account.', 'The link works once, for {{minutes}} minutes. If it was not you, ignore this mail: nothing has changed.'],
      action: 'Choose a new password',
    },
    'pt-BR': {
      subject: 'Escolha uma nova senha',
      paragraphs: ['Alguém pediu uma nova senha para a sua conta.', 'O link funciona uma vez, por {{minutes}} minutos. Se não foi você, ignore este e-mail: nada mudou.'],
      action: 'Escolher uma nova senha',
    },
    es: {
      subject: 'Elige una contraseña nueva',
      paragraphs: ['Alguien ha pedido una contraseña nueva para tu cuenta.', 'El enlace funciona una vez, durante {{minutes}} minutos. Si no has sido tú, ignora este correo: nada ha cambiado.'],
      action: 'Elegir una contraseña nueva',
    },
  },
} as const satisfies MailTemplate

/** Told at once, so that a change that somebody else made is noticed. */
export const operatorPasswordChanged = {
  words: ['link'],
  texts: {
    en: {
      subject: 'Your password was changed',
      paragraphs: ['The password of your account was changed, and every other session was ended.', 'If it was not you, choose a new one now and tell another administrator.'],
      action: 'It was not me',
    },
    'pt-BR': {
      subject: 'Sua senha foi alterada',
      paragraphs: ['A senha da sua conta foi alterada e todas as outras sessões foram encerradas.', 'Se não foi você, escolha outra agora e avise outro administrador.'],
      action: 'Não fui eu',
    },
    es: {
      subject: 'Tu contraseña ha cambiado',
      paragraphs: ['La contraseña de tu cuenta ha cambiado y todas las demás sesiones se han cerrado.', 'Si no has sido tú, elige otra ahora y avisa a otro administrador.'],
      action: 'No he sido yo',
    },
  },
} as const satisfies MailTemplate

/** As above, of authenticator apps, passkeys and recovery codes. */
export const operatorSecondFactorChanged = {
  words: ['link'],
  texts: {
    en: {
      subject: 'The second step of your sign-in was changed',
      paragraphs: ['An authenticator app, a passkey or the recovery codes of your account were changed.', 'If it was not you, choose a new password now and tell another administrator.'],
      action: 'It was not me',
    },
    'pt-BR': {
      subject: 'A segunda etapa do seu login foi alterada',
      paragraphs: ['Um aplicativo autenticador, uma chave de acesso ou os códigos de recuperação da sua conta foram alterados.', 'Se não foi você, escolha uma nova senha agora e avise outro administrador.'],
      action: 'Não fui eu',
    },
    es: {
      subject: 'El segundo paso de tu acceso ha cambiado',
      paragraphs: ['Una aplicación de autenticación, una llave de acceso o los códigos de recuperación de tu cuenta han cambiado.', 'Si no has sido tú, elige una contraseña nueva ahora y avisa a otro administrador.'],
      action: 'No he sido yo',
    },
  },
} as const satisfies MailTemplate

/** To the address that somebody wants to have from now on. */
export const operatorNewAddress = {
  words: ['link', 'minutes'],
  texts: {
    en: {
      subject: 'Confirm your new address',
      paragraphs: ['This address is to become the one that you sign in with.', 'The link works once, for {{minutes}} minutes. If you did not ask for it, ignore this mail: nothing has changed.'],
      action: 'Confirm my address',
    },
    'pt-BR': {
      subject: 'Confirme seu novo endereço',
      paragraphs: ['Este endereço passará a ser o que você usa para entrar.', 'O link funciona uma vez, por {{minutes}} minutos. Se não foi você que pediu, ignore este e-mail: nada mudou.'],
      action: 'Confirmar meu endereço',
    },
    es: {
      subject: 'Confirma tu nueva dirección',
      paragraphs: ['Esta dirección pasará a ser la que usas para entrar.', 'El enlace funciona una vez, durante {{minutes}} minutos. Si no lo has pedido tú, ignora este correo: nada ha cambiado.'],
      action: 'Confirmar mi dirección',
    },
  },
} as const satisfies MailTemplate

/** To the address that holds, while the new one is not proven: a new password stops it. */
export const operatorAddressAsked = {
  words: ['email', 'link'],
  texts: {
    en: {
      subject: 'Your address is about to change',
      paragraphs: ['Somebody signed in as you asked to use {{email}} instead of this address. It changes when that mailbox confirms it.', 'If it was not you, choose a new password now: that stops it.'],
      action: 'It was not me',
    },
    'pt-BR': {
      subject: 'Seu endereço está para mudar',
      paragraphs: ['Alguém com a sua conta aberta pediu para usar {{email}} em vez deste endereço. A mudança vale quando aquela caixa de entrada confirmar.', 'Se não foi você, escolha uma nova senha agora: isso impede a mudança.'],
      action: 'Não fui eu',
    },
    es: {
      subject: 'Tu dirección está a punto de cambiar',
      paragraphs: ['Alguien con tu sesión abierta ha pedido usar {{email}} en lugar de esta dirección. Cambiará cuando ese buzón lo confirme.', 'Si no has sido tú, elige una contraseña nueva ahora: eso lo impide.'],
      action: 'No he sido yo',
    },
  },
} as const satisfies MailTemplate

/** To the address that was: it opens nothing any more, so there is nothing to press. */
export const operatorAddressChanged = {
  words: ['email'],
  texts: {
    en: {
      subject: 'Your address was changed',
      paragraphs: ['You sign in with {{email}} from now on, and every other session was ended.', 'If it was not you, tell another administrator at once: they can end the sessions of the account and shut it.'],
    },
    'pt-BR': {
      subject: 'Seu endereço foi alterado',
      paragraphs: ['A partir de agora você entra com {{email}}, e todas as outras sessões foram encerradas.', 'Se não foi você, avise outro administrador agora mesmo: ele pode encerrar as sessões da conta e bloqueá-la.'],
    },
    es: {
      subject: 'Tu dirección ha cambiado',
      paragraphs: ['A partir de ahora entras con {{email}}, y todas las demás sesiones se han cerrado.', 'Si no has sido tú, avisa enseguida a otro administrador: puede cerrar las sesiones de la cuenta y bloquearla.'],
    },
  },
} as const satisfies MailTemplate
