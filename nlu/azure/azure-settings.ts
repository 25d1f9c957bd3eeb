/** An Azure AI Language resource; without `key` its calls are signed by an Entra identity. */
export interface AzureLanguageSettings {
  /** Without a slash at the end, e.g. `https://<name>.cognitiveservices.azure.com`. */
  readonly endpoint: string
  readonly key: string | null
  /** Version of the REST interface, e.g. `2023-04-01`. */
  readonly apiVersion: string
  /** The deployed model that understands messages; null where only detection and redaction are wanted. */
  readonly clu: { readonly project: string; readonly deployment: string } | null
}

/** An Azure Translator resource; without `key` its calls are signed by an Entra identity. */
export interface AzureTranslatorSettings {
  /** Without a slash at the end. */
  readonly endpoint: string
  readonly key: string | null
  /** The resource's region; null for a global one. */
  readonly region: string | null
}
