import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import path from 'node:path'
import { inflate } from '@sparticuz/chromium'
import { z } from 'zod'
import { projectRoot } from '../../config/project-root.js'

/** Where the parts of the packaged Chromium lie on this machine. */
export interface UnpackedChromium {
  readonly executablePath: string
  /** The folder of the shared libraries it needs. */
  readonly libraries: string
  /** A fontconfig file for machines that have none. */
  readonly fontSettings: string
}

/**
 * Unpacks `@sparticuz/chromium` into `node_modules/.cache`, once per version; under another name first, so that a run
 * that is killed leaves nothing half done and two at a time do not meet.
 */
export async function unpackChromium(): Promise<UnpackedChromium> {
  const packageFolder = path.resolve(createRequire(import.meta.url).resolve('@sparticuz/chromium'), '../../..')
  const manifest: unknown = JSON.parse(await readFile(path.join(packageFolder, 'package.json'), 'utf8'))
  const { version } = z.object({ version: z.string() }).parse(manifest)
  const cache = path.join(projectRoot, 'node_modules/.cache')
  const folder = path.join(cache, `chromium-${version}`)
  if (!existsSync(folder)) {
    await mkdir(cache, { recursive: true })
    const unfinished = await mkdtemp(path.join(cache, 'unpacking-'))
    await unpackInto(unfinished, path.join(packageFolder, 'bin'))
    await writeFile(path.join(unfinished, 'fonts.conf'), fontSettings(path.join(folder, 'fonts')))
    await rename(unfinished, folder).catch(async (error: unknown) => {
      await rm(unfinished, { recursive: true, force: true })
      if (!existsSync(folder)) throw error
    })
  }
  return {
    executablePath: path.join(folder, 'chromium'),
    libraries: path.join(folder, 'al2023/lib'),
    fontSettings: path.join(folder, 'fonts.conf'),
  }
}

/** The package unpacks into the folder for temporary files and nowhere else, hence the variable. */
async function unpackInto(folder: string, packed: string): Promise<void> {
  const before = process.env.TMPDIR
  process.env.TMPDIR = folder
  try {
    await Promise.all(['chromium.br', 'al2023.tar.br', 'fonts.tar.br'].map((part) => inflate(path.join(packed, part))))
  } finally {
    if (before === undefined) delete process.env.TMPDIR
    else process.env.TMPDIR = before
  }
}

const fontSettings = (folder: string): string => `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>${folder}</dir>
  <cachedir>${folder}-cache</cachedir>
</fontconfig>
`
