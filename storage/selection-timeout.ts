/** How long to look for a server, in milliseconds: 5000 unless the URI says otherwise. */
export function selectionTimeout(uri: string): { readonly serverSelectionTimeoutMS?: number } {
  return /[?&]serverSelectionTimeoutMS=/i.test(uri) ? {} : { serverSelectionTimeoutMS: 5000 }
}
