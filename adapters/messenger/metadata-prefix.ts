/** Marks `metadata` as carrying one of our outbox keys; Meta hands it back in the echo of a message. */
export const metadataPrefix = 'tws:'
