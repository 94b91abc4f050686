export const OPERATOR_API_PREFIX = '/api/v1'
