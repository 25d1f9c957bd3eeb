import { TawasulError } from '../../models/tawasul-error.js'

/** Turns what went wrong while the store's folder was opened into an error that tells the operator what to do. */
export function openingError(folder: string, error: unknown): TawasulError {
  if (error instanceof TawasulError) return error
  const message = error instanceof Error ? error.message : String(error)
  const kind = kinds.find(({ signs }) => signs.test(message)) ?? unknownKind
  return new TawasulError(kind.code, `the data in ${folder} cannot be opened: ${kind.what} (${message})`, {
    retryable: false,
    hint: kind.hint,
    cause: error,
  })
}

interface Kind {
  readonly signs: RegExp
  readonly code: string
  readonly what: string
  readonly hint: string
}

const kinds: readonly Kind[] = [
  {
    signs: /EACCES|EPERM|EROFS|Permission denied|Operation not permitted|Read-only file system/,
    code: 'storage.unwritable',
    what: 'this process may not write there',
    hint: 'Give the user that runs Tawasul the right to write to DATA_DIR, or set DATA_DIR to another folder.',
  },
  {
    signs: /ENOSPC|No space left|EDQUOT/,
    code: 'storage.full',
    what: 'the disk is full',
    hint: 'Free space on the disk that holds DATA_DIR and start again; nothing that was acknowledged is lost.',
  },
  {
    signs: /ENOTDIR|EEXIST|Not a directory/,
    code: 'storage.unwritable',
    what: 'a file is where the folder should be',
    hint: 'Move the file away, or set DATA_DIR to another folder.',
  },
  {
    signs:
      /MDB_INVALID|MDB_CORRUPTED|MDB_VERSION_MISMATCH|MDB_PAGE_NOTFOUND|MDB_PANIC|not an LMDB file|catalog|shorter than/,
    code: 'storage.corrupt',
    what: 'its files are damaged',
    hint: 'Restore the folder from a backup; or move it away to start empty.',
  },
]

const unknownKind: Kind = {
  signs: /./,
  code: 'storage.failed',
  what: 'something unexpected',
  hint: 'See the message; set DATA_DIR to another folder, or MONGODB_URI to use MongoDB.',
}
