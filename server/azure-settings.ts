import { z } from 'zod'
import type { AzureLanguageSettings, AzureTranslatorSettings } from '../nlu/azure/azure-settings.js'

/** Names in CLU: https://learn.microsoft.com/azure/ai-services/language-service/conversational-language-understanding/service-limits. */
const cluName = z.string().regex(/^[\w.-]{1,50}$/, 'must be letters, digits and _ . - only, at most 50')
const endpoint = z
  .url({ protocol: /^https?$/ })
  .refine(isProtected, 'must begin with https:// (http:// is taken for this machine alone)')
  .transform((url) => url.replace(/\/+$/, ''))
const globalTranslator = 'https://api.cognitive.microsofttranslator.com'

/** Settings of Azure AI Language and Azure Translator. */
export const azureShape = {
  AZURE_LANGUAGE_ENDPOINT: endpoint.optional(),
  AZURE_LANGUAGE_KEY: z.string().optional(),
  AZURE_LANGUAGE_API_VERSION: z
    .string()
    .regex(/^\d{4}-\d{2}-\d{2}(-preview)?$/, 'must look like 2023-04-01')
    .default('2023-04-01'),
  AZURE_CLU_PROJECT: cluName.optional(),
  AZURE_CLU_DEPLOYMENT: cluName.optional(),
  AZURE_TRANSLATOR_ENDPOINT: endpoint.optional(),
  AZURE_TRANSLATOR_KEY: z.string().optional(),
  AZURE_TRANSLATOR_REGION: z
    .string()
    .regex(/^[a-z0-9]+$/, 'must be a region such as uaenorth')
    .optional(),
}

const parsedShape = z.object(azureShape)
type Parsed = z.infer<typeof parsedShape>

/** The Azure resources that are set up. A resource without settings is null. */
export interface AzureSettings {
  readonly language: AzureLanguageSettings | null
  readonly translator: AzureTranslatorSettings | null
}

/** What the settings come to, and what is half set, a line each. */
export function azureOf(parsed: Parsed): { readonly settings: AzureSettings; readonly problems: readonly string[] } {
  return {
    settings: { language: languageOf(parsed), translator: translatorOf(parsed) },
    problems: [...languageProblems(parsed), ...translatorProblems(parsed)],
  }
}

function languageOf(parsed: Parsed): AzureLanguageSettings | null {
  const { AZURE_CLU_PROJECT: project, AZURE_CLU_DEPLOYMENT: deployment } = parsed
  if (parsed.AZURE_LANGUAGE_ENDPOINT === undefined) return null
  return {
    endpoint: parsed.AZURE_LANGUAGE_ENDPOINT,
    key: parsed.AZURE_LANGUAGE_KEY ?? null,
    apiVersion: parsed.AZURE_LANGUAGE_API_VERSION,
    clu: project !== undefined && deployment !== undefined ? { project, deployment } : null,
  }
}

function languageProblems(parsed: Parsed): string[] {
  const given = (['AZURE_LANGUAGE_KEY', 'AZURE_CLU_PROJECT', 'AZURE_CLU_DEPLOYMENT'] as const).filter(
    (name) => parsed[name] !== undefined,
  )
  if (parsed.AZURE_LANGUAGE_ENDPOINT === undefined && given.length > 0)
    return [`AZURE_LANGUAGE_ENDPOINT: is missing, while ${given.join(', ')} is set; add it, or take the others out`]
  const { AZURE_CLU_PROJECT: project, AZURE_CLU_DEPLOYMENT: deployment } = parsed
  if ((project === undefined) === (deployment === undefined)) return []
  const [missing, there] =
    project === undefined
      ? ['AZURE_CLU_PROJECT', 'AZURE_CLU_DEPLOYMENT']
      : ['AZURE_CLU_DEPLOYMENT', 'AZURE_CLU_PROJECT']
  return [`${missing}: is missing, while ${there} is set; add it, or take the other out`]
}

function translatorOf(parsed: Parsed): AzureTranslatorSettings | null {
  const { AZURE_TRANSLATOR_ENDPOINT: address, AZURE_TRANSLATOR_KEY: key, AZURE_TRANSLATOR_REGION: region } = parsed
  if (address === undefined && key === undefined) return null
  return { endpoint: address ?? globalTranslator, key: key ?? null, region: region ?? null }
}

function translatorProblems(parsed: Parsed): string[] {
  const { AZURE_TRANSLATOR_ENDPOINT: address, AZURE_TRANSLATOR_KEY: key, AZURE_TRANSLATOR_REGION: region } = parsed
  if (key !== undefined) return []
  if (region !== undefined)
    return ['AZURE_TRANSLATOR_KEY: is missing, while AZURE_TRANSLATOR_REGION is set; add it, or take the other out']
  if (address === globalTranslator)
    return ["AZURE_TRANSLATOR_KEY: is missing; without a key the endpoint must be the resource's own (Entra identity)"]
  return []
}

/** A key in clear text goes to this machine alone. What is no address is complained of elsewhere. */
function isProtected(url: string): boolean {
  if (!URL.canParse(url)) return true
  const { protocol, hostname } = new URL(url)
  return protocol === 'https:' || ['127.0.0.1', 'localhost', '[::1]'].includes(hostname)
}
