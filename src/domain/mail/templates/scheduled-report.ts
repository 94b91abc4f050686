import type { MailTemplate } from '../mail-template.ts'

/** A saved report on its day: `summary` is a line or two of its totals. */
export const scheduledReport = {
  words: ['report', 'program', 'from', 'to', 'summary', 'link'],
  texts: {
    en: { subject: '{{report}}, {{from}} to {{to}}', paragraphs: ['{{report}} of {{program}} from {{from}} to {{to}}:', '{{summary}}'], action: 'Open the report' },
    'pt-BR': { subject: '{{report}}, {{from}} a {{to}}', paragraphs: ['{{report}} de {{program}} de {{from}} a {{to}}:', '{{summary}}'], action: 'Abrir o relatório' },
    es: { subject: '{{report}}, {{from}} a {{to}}', paragraphs: ['{{report}} de {{program}} del {{from}} al {{to}}:', '{{summary}}'], action: 'Abrir el informe' },
  },
} as const satisfies MailTemplate
