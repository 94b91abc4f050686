/** What tables of rates tell apart (docs/commission-rules.md, "CPC"). */
export type Device = 'desktop' | 'mobile' | 'tablet' | 'other'

// Only families that run on nothing else. Chrome, Safari, Firefox, Edge, Opera and the like run on desktops and phones, and the
// header that would tell is not kept.
const DEVICES: ReadonlyMap<string, Device> = new Map([
  ['Facebook app', 'mobile'],
  ['Instagram app', 'mobile'],
  ['TikTok app', 'mobile'],
  ['Telegram app', 'mobile'],
  ['Samsung Internet', 'mobile'],
  ['Android WebView', 'mobile'],
  ['iOS WebView', 'mobile'],
  ['bot', 'other'],
])

/** The device that a family of agents (visitor-agent.ts) is of; null when it does not say. Tablets are not told from phones. */
export function deviceOf(agentFamily: string | null): Device | null {
  return agentFamily === null ? null : (DEVICES.get(agentFamily) ?? null)
}
