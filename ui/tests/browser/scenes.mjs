// Which scenes are looked at, and how.

const WIDE = { width: 1440, height: 900 };
const NARROW = { width: 1024, height: 700 };

/** What is left of a wide window at 200 %. */
const ZOOMED = { width: 720, height: 450 };

const shot = (scene, { size = WIDE, look = 'light', language = 'en', ...rest } = {}) => ({
  name: [
    scene,
    size === WIDE ? 'wide' : size === NARROW ? 'narrow' : 'zoomed',
    look,
    language,
    ...(rest.forced ? ['forced'] : []),
    ...(rest.as ? [rest.as] : []),
  ].join('-'),
  scene,
  size,
  look,
  language,
  ...rest,
});

const SCREENS = [
  'overview',
  'preview',
  'errors',
  'conflicts',
  'runs',
  'run',
  'records',
  'record',
  'history',
  'undo',
  'accounts',
  'mappings',
  'rules',
  'optout',
  'lifecycle',
  'companies',
  'scope',
  'matching',
  'owners',
  'stages',
  'objects',
  'settings',
  'pair',
];
const STATES = ['normal', 'empty', 'loading', 'failing', 'full'];

const chooseField = async (page) => {
  await page.getByRole('searchbox', { name: 'Filter fields' }).fill('e');
  await page.getByRole('table').evaluate((grid) => grid.scrollTo(0, 600));
  await page
    .getByRole('button', { name: /^Event 12 / })
    .first()
    .click();
};
const selectField = async (page) => {
  await page.getByRole('button', { name: /^Job title/ }).click();
};
const editRule = async (page) => {
  await page.getByRole('button', { name: /^Rule of jobtitle/ }).click();
  await page.getByRole('menuitemradio', { name: /^Newest wins/ }).click();
};
const openPalette = async (page) => {
  await page.keyboard.press('Control+k');
  await page.keyboard.type('err');
};
const openNotices = async (page) => {
  await page.getByRole('button', { name: /^(Notifications|Varsler)/ }).click();
  await page.getByRole('dialog').waitFor();
};
const openTakeOver = async (page) => {
  await page.getByRole('button', { name: 'Ta over paret …' }).click();
};
const openCompare = async (page) => {
  await page
    .getByRole('button', { name: /^(Compare|Sammenlign)/ })
    .first()
    .click();
};
const openRemove = async (page) => {
  await page.getByRole('button', { name: /^(Remove this pair|Fjern dette paret)/ }).click();
  await page.getByRole('dialog').getByRole('textbox').fill('Acme');
};
/** By its place, in both languages. */
const typeValue = async (page) => {
  await page.locator('main li button').first().click();
  await page.keyboard.type('Styreleder i Nordens mest omfattende virksomhet');
  await page.keyboard.press('Enter');
  await page.locator('main form [slot=errorMessage]').waitFor();
};
const openRestore = async (page) => {
  await page.locator('footer button').nth(1).click();
};
const openPlaces = async (page) => {
  await page.keyboard.press('Control+k');
};
/** The records that would fare differently. */
const openExamples = async (page) => {
  await page
    .getByRole('button', { name: /^(Examples|Eksempler)/ })
    .first()
    .click();
};

const openFile = async (page) => {
  await page.getByRole('button', { name: 'As a file…' }).click();
};
const openForget = async (page) => {
  await page.getByRole('button', { name: 'Forget this person…' }).click();
};
const openApply = async (page) => {
  await page.getByRole('button', { name: /^Apply to 255/ }).click();
};
// By their places, since both languages press them.
const groupBySide = async (page) => {
  await page.locator('main button[aria-haspopup=listbox]').first().click();
  await page.getByRole('option').nth(1).click();
};
const keepValues = async (page) => {
  await page.getByRole('button', { name: /^(Keep the values|Behold verdiene)/ }).click();
  await page.getByText(/^6 (records|poster)/).waitFor();
};
/** By its place, in both languages; the number is typed since a brake holds the plan. */
const applyIt = async (page) => {
  await page.getByRole('button', { name: /^(Apply to 255|Utfør)/ }).click();
  const order = page.getByRole('dialog');
  await order.getByRole('textbox').fill('255');
  await order.locator('button').last().click();
  await page.getByText('Kari Nordvik').waitFor();
};
const copyPlan = async (page) => {
  await page.evaluate(() => {
    Object.assign(navigator.clipboard, { writeText: async () => {} });
  });
  await page.getByRole('button', { name: /^(Copy as CSV|Kopier som CSV)/ }).click();
  await page.getByRole('status').filter({ hasText: /6.000/ }).waitFor();
};

const confirmAccount = async (page) => {
  await page.getByRole('button', { name: 'Sign in again' }).last().click();
  await page.getByLabel('Client id').fill('3MVG9');
  await page.getByRole('button', { name: 'Open the browser' }).click();
  await page.getByText('Is this the right account?').waitFor();
};
// By their places, since both languages press them: the first account, its client, the browser.
const waitForBrowser = async (page) => {
  await page
    .getByRole('button', { name: /^(Sign in again|Logg inn på nytt)/ })
    .last()
    .click();
  await page.getByRole('dialog').getByRole('textbox').first().fill('3MVG9');
  await page.getByRole('dialog').locator('button').last().click();
  await page.getByRole('timer').waitFor();
};
const pasteWrong = async (page) => {
  await page.getByRole('dialog').locator('summary').click();
  await page
    .getByRole('dialog')
    .getByRole('textbox')
    .fill('http://localhost:17171/callback?code=x');
  await page.keyboard.press('Enter');
  await page.locator('[slot=errorMessage]').waitFor();
};
/** By its place, in both languages. */
const openImport = async (page) => {
  await page.locator('footer button').first().click();
  await page.getByRole('dialog').waitFor();
};
const importFile = async (page) => {
  const file = {
    name: 'Acme',
    mappings: [{ id: 'contacts', hubspot: 'contacts', salesforce: ['Lead'], fields: [{}] }],
  };
  await page.getByRole('dialog').getByRole('textbox').fill(JSON.stringify(file));
  await page.getByRole('dialog').locator('button').last().click();
  await page.getByRole('dialog').waitFor({ state: 'detached' });
};
const openHelp = (side) => async (page) => {
  const again = page.getByRole('button', { name: /^(Sign in again|Logg inn på nytt)/ });
  await again.nth(side).click();
  await page.getByRole('button', { name: /^(Show all the steps|Vis alle stegene)/ }).click();
};
const seeAllAccounts = async (page) => {
  await page.locator('main button').last().scrollIntoViewIfNeeded();
};
const openNewPair = async (page) => {
  await page.getByRole('button', { name: /^(New pair|Nytt par)/ }).click();
};
const lookOnly = async (page) => {
  await page.getByRole('button', { name: 'Sign in again' }).first().click();
  await page.getByRole('button', { name: /What it may do/ }).click();
  await page.getByRole('option', { name: /Look only/ }).click();
};
const checkAccounts = async (page) => {
  for (const one of await page.getByRole('button', { name: 'Check now' }).all()) await one.click();
};
const changeFilter = async (page) => {
  await page.getByRole('button', { name: 'Add a condition' }).click();
  await page.getByRole('combobox', { name: 'Property' }).last().fill('Job title');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.getByText('The 3 that would drop out').waitFor();
};

const leaveOut = async (page) => {
  await page
    .getByRole('region', { name: 'Parts of the plan' })
    .getByRole('button', { name: 'Skip' })
    .first()
    .click();
  await page
    .getByRole('button', { name: /^Skip Kari Nordvik/ })
    .first()
    .click();
  await page.getByText('42 records are left out.').waitFor();
};

// By their places: these are pressed in both languages.
const chooseDeletes = async (page) => {
  await page.locator('button[aria-haspopup=listbox]').last().click();
  await page.getByRole('option').last().click();
};
const addCreateRule = async (page) => {
  const add = page.getByRole('button', { name: /^(Add a rule|Legg til en regel)/ });
  await add.click();
  await add.click();
  await add.scrollIntoViewIfNeeded();
};
const makeCampaigns = async (page) => {
  const make = page.getByRole('button', { name: /^(Make the property and|Lag egenskapen og)/ });
  await make.click();
  await make.scrollIntoViewIfNeeded();
};
const reachHeld = async (page) => {
  await page.getByRole('switch').first().press('Space');
};
const makeCustomers = async (page) => {
  await page.getByRole('switch').first().press('Space');
  await page.locator('main button[aria-haspopup=listbox]').first().click();
  await page.getByRole('option').nth(1).click();
};
const takeAlong = async (page) => {
  for (const at of [1, 2]) await page.getByRole('switch').nth(at).press('Space');
  await page.locator('main section').last().scrollIntoViewIfNeeded();
};
const review = async (page) => {
  await page.getByRole('button', { name: /^(Review|Se gjennom)/ }).click();
};
const openWhy = async (page) => {
  await page.locator('tbody button').nth(1).click();
};
const openCountry = async (page) => {
  await page.getByRole('button', { name: /^Country\/Region/ }).click();
};

// By their places, since both languages press them: a field is opened, and a transform of it added.
const openField = (name) => async (page) => {
  await page
    .getByRole('button', { name: new RegExp(`^.* ${name}`) })
    .first()
    .click();
};
const addTransform = (place) => async (page) => {
  await page.locator('fieldset button[aria-haspopup=listbox]').last().click();
  await page.getByRole('option').nth(place).click();
};
const seeTransforms = async (page) => {
  await page.locator('fieldset').last().locator('button').last().scrollIntoViewIfNeeded();
};
const PHONE = [openField('phone'), addTransform(0), addTransform(2), seeTransforms];
const LIST = [openField('hs_lead_status'), addTransform(6), seeTransforms];

/** What the first of the missing values becomes. */
const chooseCountry = async (page) => {
  await page.locator('section button[aria-haspopup=listbox]').first().click();
  await page.getByRole('option', { name: 'Norway' }).click();
};
const reviewFix = async (page) => {
  await page.getByRole('button', { name: /^(Save and retry|Lagre og prøv)/ }).click();
  await page.getByRole('dialog').locator('table').waitFor();
};

/** Every screen as it mostly is; these pictures are kept and compared. */
const SCREENFUL = [...SCREENS, 'start'].map((screen) => shot(`${screen}.normal`, { golden: true }));

/** Small windows, both looks, both languages, and what is there while there is little to show. */
const DARK_NB = { look: 'dark', language: 'nb' };
const SPREAD = [
  shot('overview.normal', { size: NARROW, ...DARK_NB }),
  shot('overview.empty', { size: NARROW }),
  shot('overview.loading'),
  shot('overview.failing'),
  shot('overview.stopped', { size: NARROW, language: 'nb' }),
  shot('overview.normal', { forced: true }),
  shot('overview.normal', { size: ZOOMED }),
  shot('overview.first'),
  shot('overview.normal', { as: 'palette', acts: [openPalette] }),
  shot('preview.normal', { look: 'dark' }),
  shot('preview.normal', { as: 'apply', acts: [openApply] }),
  shot('preview.empty', { size: NARROW, look: 'dark' }),
  shot('preview.failing', { size: NARROW, ...DARK_NB }),
  shot('errors.normal', { language: 'nb' }),
  shot('errors.normal', { size: NARROW, ...DARK_NB }),
  shot('errors.fixable'),
  shot('errors.fixable', { size: NARROW, ...DARK_NB, acts: [chooseCountry] }),
  shot('errors.fixable', { as: 'review', acts: [chooseCountry, reviewFix] }),
  shot('errors.empty', { size: NARROW, language: 'nb' }),
  shot('conflicts.normal', { size: NARROW, ...DARK_NB }),
  shot('run.normal', { size: NARROW, language: 'nb' }),
  shot('accounts.normal', { as: 'confirm', acts: [confirmAccount] }),
  shot('mappings.normal', { size: NARROW, ...DARK_NB }),
  shot('mappings.normal', { size: ZOOMED }),
  shot('mappings.loading', { size: NARROW }),
].map((it) => ({ ...it, golden: true }));

/** Scenes whose pictures nobody keeps: axe looks at them, and their errors are heard. */
const LOOKED_AT = [
  shot('overview.empty'),
  shot('overview.well', { language: 'nb' }),
  shot('overview.running', { look: 'dark' }),
  shot('overview.stopped'),
  shot('overview.demo'),
  shot('overview.demo', { size: NARROW, look: 'dark', language: 'nb' }),
  shot('overview.normal', { as: 'why', look: 'dark', acts: [openWhy] }),
  shot('overview.normal', { as: 'why', size: NARROW, language: 'nb', acts: [openWhy] }),
  shot('overview.unread'),
  shot('overview.unread', { size: NARROW, look: 'dark', language: 'nb' }),
  shot('overview.broken', { language: 'nb' }),
  shot('overview.first', { size: NARROW, language: 'nb', as: 'restore', acts: [openRestore] }),
  shot('overview.first', { as: 'import', acts: [openImport] }),
  shot('overview.imported', { as: 'file', acts: [openImport, importFile] }),
  shot('overview.imported', {
    as: 'file',
    size: NARROW,
    ...DARK_NB,
    acts: [openImport, importFile],
  }),
  shot('overview.half', { language: 'nb', look: 'dark' }),
  shot('overview.pairing', { size: NARROW }),
  shot('mappings.normal', {
    as: 'palette',
    size: NARROW,
    look: 'dark',
    language: 'nb',
    acts: [openPlaces],
  }),
  shot('start.normal', { size: NARROW }),
  shot('preview.normal', { size: NARROW, language: 'nb' }),
  shot('preview.normal', { as: 'chosen', acts: [leaveOut] }),
  shot('preview.normal', { as: 'by-side', acts: [groupBySide, keepValues] }),
  shot('preview.normal', {
    as: 'by-side',
    size: NARROW,
    ...DARK_NB,
    acts: [groupBySide, keepValues],
  }),
  shot('preview.normal', { as: 'applied', acts: [applyIt] }),
  shot('preview.normal', { as: 'applied', size: NARROW, ...DARK_NB, acts: [applyIt] }),
  shot('preview.endless', { as: 'copied', acts: [copyPlan] }),
  shot('preview.endless', { as: 'copied', size: NARROW, ...DARK_NB, acts: [copyPlan] }),
  shot('preview.empty'),
  shot('preview.unread', { size: NARROW, look: 'dark', language: 'nb' }),
  shot('preview.failing', { look: 'dark', language: 'nb' }),
  shot('preview.loading'),
  shot('errors.normal', { size: NARROW, look: 'dark' }),
  shot('errors.fixable', { look: 'dark', acts: [chooseCountry] }),
  shot('errors.fixable', { size: NARROW, language: 'nb' }),
  shot('errors.fixable', {
    as: 'review',
    size: NARROW,
    ...DARK_NB,
    acts: [chooseCountry, reviewFix],
  }),
  shot('errors.paused'),
  shot('overview.paused', { size: NARROW, look: 'dark', language: 'nb' }),
  shot('errors.full'),
  shot('errors.full', { size: ZOOMED }),
  shot('errors.empty'),
  shot('errors.loading'),
  shot('conflicts.empty', { language: 'nb' }),
  shot('conflicts.tied', { size: NARROW, language: 'nb' }),
  shot('conflicts.full'),
  shot('conflicts.decided'),
  shot('conflicts.decided', { size: NARROW, ...DARK_NB }),
  shot('conflicts.unfit', { as: 'typed', acts: [typeValue] }),
  shot('conflicts.unfit', { as: 'typed', size: NARROW, ...DARK_NB, acts: [typeValue] }),
  shot('runs.running', { size: NARROW }),
  shot('runs.running', DARK_NB),
  shot('runs.normal', { size: NARROW, ...DARK_NB }),
  shot('runs.full', { size: ZOOMED, language: 'nb' }),
  shot('run.normal', { look: 'dark' }),
  shot('record.normal', { language: 'nb' }),
  shot('record.normal', { size: NARROW, look: 'dark' }),
  shot('history.normal', { size: NARROW, language: 'nb' }),
  shot('history.normal', { as: 'compare', acts: [openCompare] }),
  shot('history.normal', { as: 'compare', look: 'dark', language: 'nb', acts: [openCompare] }),
  shot('undo.normal', { look: 'dark' }),
  shot('undo.full', { size: NARROW, language: 'nb' }),
  shot('accounts.normal', { size: NARROW, language: 'nb', look: 'dark' }),
  shot('accounts.three', { acts: [seeAllAccounts] }),
  shot('accounts.three', { size: NARROW, ...DARK_NB, acts: [seeAllAccounts] }),
  shot('accounts.three', { as: 'new-pair', acts: [openNewPair] }),
  shot('accounts.three', { as: 'new-pair', size: NARROW, ...DARK_NB, acts: [openNewPair] }),
  shot('accounts.waiting', { as: 'sign-in', acts: [waitForBrowser] }),
  shot('accounts.waiting', { as: 'sign-in', size: NARROW, ...DARK_NB, acts: [waitForBrowser] }),
  shot('accounts.waiting', { as: 'paste', acts: [waitForBrowser, pasteWrong] }),
  shot('accounts.waiting', {
    as: 'paste',
    size: NARROW,
    ...DARK_NB,
    acts: [waitForBrowser, pasteWrong],
  }),
  shot('accounts.normal', { as: 'help', acts: [openHelp(0)] }),
  shot('accounts.normal', { as: 'help', size: NARROW, ...DARK_NB, acts: [openHelp(1)] }),
  shot('accounts.normal', { as: 'checked', acts: [checkAccounts] }),
  shot('accounts.normal', { as: 'look-only', size: NARROW, look: 'dark', acts: [lookOnly] }),
  shot('accounts.normal', { as: 'remove', acts: [openRemove] }),
  shot('accounts.normal', { as: 'remove', look: 'dark', language: 'nb', acts: [openRemove] }),
  shot('accounts.normal', { as: 'takeover', look: 'dark', language: 'nb', acts: [openTakeOver] }),
  shot('scope.normal', { as: 'changed', acts: [changeFilter] }),
  shot('scope.normal', { size: NARROW, language: 'nb', look: 'dark' }),
  shot('matching.normal', { size: NARROW }),
  shot('owners.normal', { language: 'nb' }),
  shot('stages.normal', { size: NARROW, language: 'nb' }),
  shot('mappings.full', { as: 'choosing', acts: [chooseField] }),
  shot('mappings.normal', { as: 'edited', acts: [editRule, selectField] }),
  shot('mappings.normal', { as: 'field', size: NARROW, ...DARK_NB, acts: [selectField] }),
  shot('mappings.normal', { as: 'review', look: 'dark', acts: [editRule, review] }),
  shot('optout.normal', { as: 'review', size: NARROW, language: 'nb', acts: [reachHeld, review] }),
  shot('mappings.well', { as: 'differs', acts: [editRule, review, openExamples] }),
  shot('optout.well', { as: 'differs', size: NARROW, ...DARK_NB, acts: [reachHeld, review] }),
  shot('mappings.loading'),
  shot('mappings.failing'),
  shot('rules.normal', { size: NARROW }),
  shot('rules.normal', { look: 'dark', language: 'nb', as: 'deletes', acts: [chooseDeletes] }),
  shot('rules.normal', { as: 'some', acts: [addCreateRule] }),
  shot('rules.normal', { as: 'some', size: NARROW, ...DARK_NB, acts: [addCreateRule] }),
  shot('pair.normal', { as: 'campaigns', size: NARROW, ...DARK_NB, acts: [makeCampaigns] }),
  shot('companies.normal', { language: 'nb' }),
  shot('optout.normal', {
    size: NARROW,
    look: 'dark',
    language: 'nb',
    as: 'reach',
    acts: [reachHeld],
  }),
  shot('optout.normal', { forced: true, as: 'reach', acts: [reachHeld] }),
  shot('lifecycle.normal', { language: 'nb' }),
  shot('lifecycle.normal', { look: 'dark', as: 'along', acts: [takeAlong] }),
  shot('lifecycle.normal', { size: NARROW, look: 'dark', as: 'won', acts: [makeCustomers] }),
  shot('mappings.normal', { as: 'ends', size: NARROW, language: 'nb', acts: [openCountry] }),
  shot('mappings.normal', { as: 'transforms', acts: PHONE }),
  shot('mappings.normal', {
    as: 'transforms',
    size: NARROW,
    look: 'dark',
    language: 'nb',
    acts: PHONE,
  }),
  shot('mappings.listed', { as: 'values', acts: LIST }),
  shot('mappings.listed', { as: 'values', look: 'dark', language: 'nb', acts: LIST }),
  shot('overview.normal', { as: 'notices', acts: [openNotices] }),
  shot('overview.normal', { as: 'notices', size: NARROW, ...DARK_NB, acts: [openNotices] }),
  shot('settings.normal', { language: 'nb' }),
  shot('settings.normal', { size: NARROW, look: 'dark' }),
  shot('pair.normal', { size: NARROW, language: 'nb', look: 'dark' }),
  shot('overview.locked', { look: 'dark' }),
  shot('mappings.normal', { as: 'file', acts: [openFile] }),
  shot('record.normal', { as: 'forget', acts: [openForget] }),
  shot('preview.normal', { size: ZOOMED }),
  shot('errors.normal', { size: ZOOMED, language: 'nb' }),
];

/** What every run looks at. */
export const SMOKE = [...SCREENFUL, ...SPREAD, ...LOOKED_AT];

/** Every screen in every state, size, look and language. */
export const ALL = SCREENS.flatMap((screen) =>
  STATES.flatMap((state) =>
    [WIDE, NARROW].flatMap((size) =>
      ['light', 'dark'].flatMap((look) =>
        ['en', 'nb'].map((language) => shot(`${screen}.${state}`, { size, look, language })),
      ),
    ),
  ),
);
