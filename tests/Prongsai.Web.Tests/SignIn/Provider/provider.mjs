// A real OpenID Provider (oidc-provider of npm) for the tests: one client, one person, a sign-in page of its own.
// node provider.mjs PORT CALLBACK; prints "ready" when it listens.
import { createRequire } from 'node:module';
const require = createRequire(process.cwd() + '/');
const { Provider } = await import(require.resolve('oidc-provider')).then(m => ({ Provider: m.Provider ?? m.default }));
const [port, callback] = process.argv.slice(2);
const provider = new Provider(`http://127.0.0.1:${port}`, {
  clients: [{ client_id: 'prongsai', client_secret: 'a secret: with / signs', redirect_uris: [callback], grant_types: ['authorization_code'], response_types: ['code'] }],
  pkce: { required: () => true },
  features: { devInteractions: { enabled: true } },
  cookies: { keys: ['for the tests only'] },
  findAccount: (_, id) => ({ accountId: id, claims: () => ({ sub: id }) }),
});
provider.listen(Number(port), '127.0.0.1', () => console.log('ready'));
