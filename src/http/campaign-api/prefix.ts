export const CAMPAIGN_API_PREFIX = '/v1'
