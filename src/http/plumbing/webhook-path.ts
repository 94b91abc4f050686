/** Where a gateway calls for a program, which it may know as a campaign. */
export function webhookPath(programId: string, kind: string): string {
  return `/api/campaigns/${programId}/${kind}/webhook`
}
