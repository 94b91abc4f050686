export const PORTAL_API_PREFIX = '/portal/v1'
