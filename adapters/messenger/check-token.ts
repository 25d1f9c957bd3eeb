import { z } from 'zod'
import type { ConnectCheck } from '../channel-adapter.js'
import { appToken, type Desk, idText, stepAfter } from './connect-desk.js'

const tokenBody = z.object({
  data: z.object({
    is_valid: z.boolean(),
    app_id: idText.optional(),
    profile_id: idText.optional(),
    scopes: z.array(z.string()).optional(),
    expires_at: z.number().optional(),
  }),
})

/** Whether the page access token is valid, the app's and the page's, and has the permission to write. */
export async function checkToken({ settings, read }: Desk): Promise<ConnectCheck> {
  const name = 'page access token'
  const token = appToken(settings)
  if (token === undefined)
    return {
      name,
      state: 'unknown',
      found: 'without MESSENGER_APP_ID it cannot be looked at',
      nextStep: 'Set MESSENGER_APP_ID.',
    }
  const answer = await read(tokenBody, ['debug_token'], { input_token: settings.pageAccessToken }, token)
  if ('trouble' in answer)
    return {
      name,
      state: 'unknown',
      found: answer.trouble,
      nextStep: stepAfter(answer, 'Check MESSENGER_APP_ID and MESSENGER_APP_SECRET.'),
    }
  const { is_valid: valid, app_id: appId, profile_id: profileId, scopes, expires_at: expires = 0 } = answer.body.data
  const wrong = (found: string, nextStep: string): ConnectCheck => ({ name, state: 'wrong', found, nextStep })
  if (!valid) return wrong('it is not valid', 'Make a new page access token and set MESSENGER_PAGE_ACCESS_TOKEN.')
  if (appId !== undefined && appId !== settings.appId)
    return wrong('it belongs to another app', 'Make the token with the app that MESSENGER_APP_ID names.')
  if (profileId !== undefined && profileId !== settings.pageId)
    return wrong('it belongs to another page', 'Make the token for the page that MESSENGER_PAGE_ID names.')
  if (scopes !== undefined && !scopes.includes('pages_messaging'))
    return wrong('pages_messaging is missing', 'Grant pages_messaging and make a new token.')
  return {
    name,
    state: 'ok',
    found: expires > 0 ? `valid until ${new Date(expires * 1000).toISOString()}` : 'valid, without end',
  }
}

/** Whether the token is that of the configured page. */
export async function checkPage({ settings, read }: Desk): Promise<ConnectCheck> {
  const name = 'page'
  const answer = await read(z.object({ id: idText }), ['me'], { fields: 'id,name' })
  if ('trouble' in answer)
    return {
      name,
      state: 'unknown',
      found: answer.trouble,
      nextStep: stepAfter(answer, 'Check MESSENGER_PAGE_ACCESS_TOKEN.'),
    }
  if (answer.body.id === settings.pageId) return { name, state: 'ok', found: `page ${answer.body.id}` }
  return {
    name,
    state: 'wrong',
    found: `the token is that of ${answer.body.id}`,
    nextStep: `Set MESSENGER_PAGE_ID to ${answer.body.id}, or make a token for the page.`,
  }
}
