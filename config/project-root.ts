import path from 'node:path'
import { fileURLToPath } from 'node:url'

/** The project's top folder, whether this runs from the sources or from dist/; data files are found from here. */
export const projectRoot = findRoot(path.dirname(fileURLToPath(import.meta.url)))

function findRoot(folder: string): string {
  const parent = path.dirname(folder)
  return path.basename(parent) === 'dist' ? path.dirname(parent) : parent
}
