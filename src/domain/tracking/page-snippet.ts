import type { Uuid } from '../ids.ts'

/** What the tracking script of a program is told on a page. */
export interface PageSnippet {
  /** Where the script is served, without a slash at the end. */
  readonly publicUrl: string
  readonly programId: Uuid
  readonly attributionModel: 'last_click' | 'first_click'
  readonly cookieDays: number
  /** The query parameter in which the pages receive our click key; the script knows the usual one. */
  readonly clickParameter?: string
}

/** What the script looks for by itself. */
const USUAL_CLICK_PARAMETER = 'clickKey'

/** The HTML that a page carries, before `</head>`: the script, and its start with the program's settings. Works on when the script is blocked. */
export function pageSnippet({ publicUrl, programId, attributionModel, cookieDays, clickParameter = USUAL_CLICK_PARAMETER }: PageSnippet): string {
  const options = { attributionModel, cookieDuration: cookieDays, ...(clickParameter === USUAL_CLICK_PARAMETER ? {} : { clickParameter }) }
  return `<script src="${escapeAttribute(`${publicUrl}/sdk/affiliatus.min.js`)}"></script>
<script>
  window.affiliatus && affiliatus.init(${escapeScript(programId)}, ${escapeScript(options)});
</script>
`
}

function escapeAttribute(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;')
}

/** JSON that cannot end the script it stands in. */
function escapeScript(value: unknown): string {
  return JSON.stringify(value).replaceAll('<', '\\u003c')
}
