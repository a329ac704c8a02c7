// Walks the simulator with jsforce 3: node jsforce_reads.mjs http://127.0.0.1:PORT
// jsforce is looked for where the script runs: set NODE_PATH or run it from a folder that has node_modules.
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import path from 'node:path';

const require = createRequire(path.join(process.cwd(), 'here.js'));
const jsforce = require('jsforce');
const base = process.argv[2];
assert.ok(base, 'usage: jsforce_reads.mjs SIMULATOR_URL');
const checked = (text) => console.log(`ok: jsforce: ${text}`);
const control = async (at, body = {}) => {
  const options = { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
  const reply = await fetch(`${base}/_sim/${at}`, options);
  assert.equal(reply.status, 200, `${at}: ${await reply.clone().text()}`);
  return reply.json();
};
const state = async () => (await fetch(`${base}/_sim/state`)).json();
const app = { loginUrl: base, clientId: '3MVG9.simulated.force-monitor', clientSecret: 'simulated-secret-force-monitor' };
const org = (await state()).orgs.find((each) => each.story === 'runsOut');
const redirectUri = 'http://127.0.0.1:9/callback';

// Sends the approval form as a browser would, and returns where the browser is sent.
async function approve(url, decision = 'approve') {
  const page = await (await fetch(url)).text();
  assert.match(page, /not Salesforce/);
  const form = new URLSearchParams(new URL(url).searchParams);
  form.set('org', org.id);
  form.set('decision', decision);
  const reply = await fetch(`${base}/services/oauth2/authorize`, { method: 'POST', body: form, redirect: 'manual' });
  assert.equal(reply.status, 302);
  return new URL(reply.headers.get('location'));
}

async function login() {
  const oauth2 = new jsforce.OAuth2({ ...app, redirectUri, useVerifier: true });
  assert.equal(oauth2.codeVerifier.length, 171);
  const to = await approve(oauth2.getAuthorizationUrl({ scope: 'api id refresh_token', state: 'a b&c' }));
  assert.equal(to.searchParams.get('state'), 'a b&c');
  const connection = new jsforce.Connection({ oauth2 });
  const rotated = [];
  connection.on('refresh', (_token, reply) => {
    // jsforce does not keep a rotated refresh token unless its caller does.
    if (reply.refresh_token) connection.refreshToken = reply.refresh_token;
    rotated.push(reply.refresh_token);
  });
  const user = await connection.authorize(to.searchParams.get('code'));
  assert.equal(user.organizationId, org.id);
  assert.equal(user.id, org.userId);
  assert.ok(connection.accessToken.startsWith(`${org.id.slice(0, 15)}!`));
  assert.ok(connection.refreshToken);
  return { connection, oauth2, rotated, code: to.searchParams.get('code') };
}

const { connection, oauth2, rotated, code } = await login();
checked('web-server flow with an S256 challenge without a method and a verifier of 171 characters');

await assert.rejects(oauth2.requestToken(code), { name: 'invalid_grant' });
checked('a code works once');

connection.version = '67.0';
const limits = await connection.limits();
assert.equal(limits.DailyApiRequests.Max, 265000);
assert.deepEqual(Object.keys(limits.DailyApiRequests).slice(0, 2), ['Max', 'Remaining']);
assert.equal(limits.DailyApiRequests['Warehouse Sync [v2.1]'].Max, 50000);
assert.deepEqual(Object.keys(limits.HourlyODataCallout), ['Remaining', 'Max']);
checked(`limits() reads ${Object.keys(limits).length} limits, nested ones among them`);

assert.equal(connection.limitInfo.apiUsage.limit, 265000);
assert.equal(connection.limitInfo.apiUsage.used, limits.DailyApiRequests.Max - limits.DailyApiRequests.Remaining);
checked('the usage header agrees with the body');

const versions = await connection.request('/services/data/');
assert.equal(versions.at(-1).version, '67.0');
assert.equal(versions.at(-1).label, 'Summer \u201926');
assert.equal(versions[0].version, '20.0');
checked(`${versions.length} versions, from 20.0 to 67.0`);

const identity = await connection.identity();
assert.equal(identity.organization_id, org.id);
assert.equal(identity.username, org.username);
checked('identity() by the query parameter that jsforce uses');

const first = connection.refreshToken;
await control(`orgs/${org.id}/expire`);
await connection.limits();
assert.equal(rotated.length, 1);
assert.notEqual(rotated[0], first);
checked('an expired session is refreshed once, and the refresh token rotates');

for (const fault of ['sessionNotForRest', 'notAttachedToAgent']) {
  await control(`orgs/${org.id}/fault`, { fault, times: 1 });
  await assert.rejects(connection.limits(), { name: 'INVALID_SESSION_ID' });
}
assert.equal(rotated.length, 1);
checked('the two other 401s cause no refresh');

await control(`orgs/${org.id}/fault`, { fault: 'dailyLimitExceeded', times: 1 });
await assert.rejects(connection.limits(), { name: 'REQUEST_LIMIT_EXCEEDED', message: 'TotalRequests Limit exceeded.' });
await connection.limits();
checked('a fault for one call is gone with the next');

connection.version = '20.0';
await assert.rejects(connection.limits(), { name: 'GONE' });
connection.version = '99.0';
await assert.rejects(connection.limits(), { name: 'NOT_FOUND' });
connection.version = '67.0';
checked('a retired version is gone and an unknown one not found');

const before = (await state()).reuses;
await assert.rejects(oauth2.refreshToken(first), { name: 'invalid_grant', message: 'expired access/refresh token' });
assert.equal((await state()).reuses, before + 1);
await assert.rejects(connection.limits(), /expired access\/refresh token/);
checked('a refresh token that was replaced ends the whole grant');

const again = await login();
await again.oauth2.revokeToken(again.connection.refreshToken);
await assert.rejects(again.oauth2.revokeToken('5Aep861nonsense'), { name: 'invalid_token', message: 'invalid token' });
await assert.rejects(again.connection.limits());
checked('revoking a refresh token ends its access tokens; an unknown one is an error in the form jsforce reads');

const denied = await approve(new jsforce.OAuth2({ ...app, redirectUri, useVerifier: true }).getAuthorizationUrl({}), 'deny');
assert.equal(denied.searchParams.get('error'), 'access_denied');
checked('a denied approval comes back as an error');

const own = new jsforce.Connection({
  version: '67.0',
  oauth2: { loginUrl: base, clientId: org.clientId, clientSecret: `simulated-secret-${org.myDomain}` },
});
await own.authorize({ grant_type: 'client_credentials' });
assert.equal(own.refreshToken, undefined);
assert.equal((await own.limits()).DailyApiRequests.Max, 265000);
checked('client credentials in the form, without a refresh token');
