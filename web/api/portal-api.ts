// Made of the API's own document by "npm run web-types". Not to be changed by hand.
export interface PortalApi {}
