// jsforce, unchanged, against the emulated Salesforce.
import assert from 'node:assert/strict';
import jsforce from 'jsforce';
import { consent, expectSame, held, run, vendor } from './emulator.mjs';

const org = vendor('salesforce');
const VERSION = '61.0';
const FIELDS = ['Id', 'FirstName', 'LastName', 'Email', 'Phone', 'AccountId', 'LastModifiedDate'];
const TAG = 'jsforce-check';

const oauth2 = new jsforce.OAuth2({
  loginUrl: org.url,
  clientId: org.client_id,
  clientSecret: org.client_secret ?? undefined,
  redirectUri: org.redirectUri,
  useVerifier: true,
});

let connection;
let createdIds = [];

async function signIn() {
  const url = oauth2.getAuthorizationUrl({ scope: 'api refresh_token', state: 'abc' });
  const { code, state } = await consent(url);
  assert.equal(state, 'abc');
  connection = new jsforce.Connection({ oauth2, version: VERSION });
  const user = await connection.authorize(code);
  assert.equal(user.organizationId.slice(0, 15), org.account.slice(0, 15));
  const identity = await connection.identity();
  assert.equal(identity.organization_id.slice(0, 15), org.account.slice(0, 15));
}

async function refresh() {
  const stale = connection.accessToken;
  assert(connection.refreshToken, 'no refresh token was given');
  const renewed = await oauth2.refreshToken(connection.refreshToken);
  assert(renewed.access_token && renewed.access_token !== stale);
  connection.accessToken = renewed.access_token;
  if (renewed.refresh_token) connection.refreshToken = renewed.refresh_token;
}

async function refuseAnotherVerifier() {
  const { code } = await consent(oauth2.getAuthorizationUrl({ scope: 'api' }));
  const other = new jsforce.OAuth2({ ...oauth2, loginUrl: org.url, useVerifier: true });
  await assert.rejects(other.requestToken(code), /invalid_grant|invalid code verifier/i);
}

async function describe() {
  const global = await connection.describeGlobal();
  const names = global.sobjects.map((object) => object.name);
  for (const name of ['Account', 'Contact', 'Lead', 'Opportunity']) assert(names.includes(name), name);
  const contact = await connection.sobject('Contact').describe();
  for (const name of FIELDS) assert(contact.fields.some((field) => field.name === name), name);
  await assert.rejects(connection.sobject('Nonesuch').describe(), { errorCode: 'NOT_FOUND' });
}

/** More rows than one page holds, so that the client follows `nextRecordsUrl`. */
async function queryOverPages() {
  const rows = await connection
    .query(`SELECT ${FIELDS.join(', ')} FROM Contact ORDER BY Id`, {
      autoFetch: true,
      maxFetch: 1_000_000,
      headers: { 'Sforce-Query-Options': 'batchSize=200' },
    });
  assert.equal(rows.records.length, rows.totalSize);
  assert(rows.totalSize > 200, 'the seed gives no second page');
}

async function collections() {
  const rows = Array.from({ length: 200 }, (_, n) => ({ LastName: `${TAG} ${n}`, Email: `js${n}@example.com` }));
  const made = await connection.sobject('Contact').create(rows, { allOrNone: false });
  assert.equal(made.length, 200);
  assert(made.every((result) => result.success));
  createdIds = made.map((result) => result.id);
  const read = await connection.sobject('Contact').retrieve(createdIds);
  assert.deepEqual(read.map((row) => row.LastName), rows.map((row) => row.LastName));
  const changed = await connection.sobject('Contact').update(createdIds.map((Id, n) => ({ Id, Phone: `+47 22 ${n}` })));
  assert(changed.every((result) => result.success));
}

async function partialSuccess() {
  const rows = [{ LastName: `${TAG} good` }, { FirstName: 'no last name' }];
  const [good, bad] = await connection.sobject('Contact').create(rows, { allOrNone: false });
  assert(good.success && !bad.success);
  assert.equal(bad.errors[0].statusCode, 'REQUIRED_FIELD_MISSING');
  await connection.sobject('Contact').destroy(good.id);
}

async function upsert() {
  const { fields } = await connection.sobject('Contact').describe();
  const key = fields.find((field) => field.externalId) ?? fields.find((field) => field.name === 'Email');
  const value = key.type === 'email' ? 'upsert@example.com' : 'upsert-1';
  const sobject = connection.sobject('Contact');
  const first = await sobject.upsert({ LastName: `${TAG} one`, [key.name]: value }, key.name);
  assert(first.success);
  const second = await sobject.upsert({ LastName: `${TAG} two`, [key.name]: value }, key.name);
  assert(second.success);
  const found = await sobject.find({ [key.name]: value }, 'Id, LastName');
  assert.deepEqual(found.map((row) => row.LastName), [`${TAG} two`]);
  createdIds.push(found[0].Id);
}

async function bulkLoad() {
  connection.bulk2.pollInterval = 100;
  const rows = Array.from({ length: 500 }, (_, n) => ({ LastName: `${TAG} bulk ${n}`, Description: 'a "quoted", line\nand another' }));
  const results = await connection.bulk2.loadAndWaitForResults({ object: 'Contact', operation: 'insert', input: rows });
  assert.equal(results.successfulResults.length, 500);
  assert.equal(results.failedResults.length, 0);
  createdIds.push(...results.successfulResults.map((row) => row.sf__Id));
}

async function bulkQuery() {
  const stream = await connection.bulk2.query(`SELECT Id, LastName FROM Contact WHERE LastName LIKE '${TAG} bulk %'`);
  const rows = await stream.toArray();
  assert.equal(rows.length, 500);
}

async function destroy() {
  for (let start = 0; start < createdIds.length; start += 200) {
    const results = await connection.sobject('Contact').destroy(createdIds.slice(start, start + 200));
    assert(results.every((result) => result.success));
  }
}

async function compare() {
  for (const [name, fields] of [['Contact', FIELDS], ['Account', ['Id', 'Name', 'Website', 'Phone']]]) {
    const rows = await connection.query(`SELECT ${fields.join(', ')} FROM ${name}`, { autoFetch: true, maxFetch: 1_000_000 });
    const read = Object.fromEntries(rows.records.map(({ attributes, ...row }) => [row.Id, row]));
    expectSame(name, read, await held(org, name));
  }
}

async function signOut() {
  await oauth2.revokeToken(connection.accessToken);
  const orphan = new jsforce.Connection({ instanceUrl: connection.instanceUrl, accessToken: connection.accessToken, version: VERSION });
  await assert.rejects(orphan.query('SELECT Id FROM Contact LIMIT 1'), { errorCode: 'INVALID_SESSION_ID' });
}

await run({
  'sign-in with PKCE': signIn,
  'refresh': refresh,
  'another verifier is refused': refuseAnotherVerifier,
  'describe': describe,
  'query over several pages': queryOverPages,
  'collections of 200': collections,
  'partial success': partialSuccess,
  'upsert': upsert,
  'bulk load': bulkLoad,
  'bulk query': bulkQuery,
  'what was read is what is held': compare,
  'delete': destroy,
  'and again after the deletes': compare,
  'revoke': signOut,
});
