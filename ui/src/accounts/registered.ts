/** The addresses that the sign-in listens on, the same five for both vendors: all are registered. */
export const CALLBACKS = [17171, 17172, 17173, 17174, 17175].map(
  (port) => `http://localhost:${port}/callback`,
);

/** What the sign-in asks for; `registered.test.ts` reads the connector's own list. */
export const HUBSPOT_SCOPES = [
  'oauth',
  ...['contacts', 'companies', 'deals'].flatMap((object) => [
    `crm.objects.${object}.read`,
    `crm.objects.${object}.write`,
    `crm.schemas.${object}.read`,
    `crm.schemas.${object}.write`,
  ]),
  'crm.objects.owners.read',
  'crm.lists.read',
  'communication_preferences.read',
  'communication_preferences.write',
  'content',
  'tickets',
  'crm.objects.custom.read',
  'crm.objects.custom.write',
  'crm.schemas.custom.read',
  'crm.schemas.custom.write',
  'sales-email-read',
];

export const SALESFORCE_SCOPES = ['api', 'refresh_token'];
