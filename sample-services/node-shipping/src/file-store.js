// Objects as files below a folder, as the Java services store them.
import { link, mkdir, mkdtemp, open, readFile, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export class FileStore {
  #root;

  /** `url`: of the form file:///folder */
  constructor(url) {
    this.#root = fileURLToPath(url);
  }

  /** The bytes; null if there is no such object. */
  async get(key) {
    try {
      return await readFile(join(this.#root, key));
    } catch (e) {
      if (e.code === 'ENOENT') {
        return null;
      }
      throw e;
    }
  }

  async has(key) {
    return (await this.get(key)) !== null;
  }

  /**
   * Writes an object unless there is one; says whether it did. When it resolves, the object is on
   * the disk, completely: a file gets its name by a link, which fails if the name is taken.
   */
  async putIfAbsent(key, bytes) {
    const target = join(this.#root, key);
    await makeFolder(dirname(target));
    const temporary = join(this.#root, '.tmp');
    await mkdir(temporary, { recursive: true });
    const own = await mkdtemp(join(temporary, 'put-'));
    try {
      const written = join(own, 'object');
      await withFile(written, 'w', async (file) => {
        await file.writeFile(bytes);
        await file.sync();
      });
      await link(written, target);
    } catch (e) {
      if (e.code === 'EEXIST') {
        return false;
      }
      throw e;
    } finally {
      await rm(own, { recursive: true, force: true });
    }
    await syncFolder(dirname(target));
    return true;
  }
}

/** A folder, on the disk with all that is above it and new. */
async function makeFolder(folder) {
  const first = await mkdir(folder, { recursive: true });
  if (first === undefined) {
    return;
  }
  for (let above = dirname(folder); above.length >= dirname(first).length; above = dirname(above)) {
    await syncFolder(above);
    if (above === dirname(above)) {
      return;
    }
  }
}

function syncFolder(folder) {
  return withFile(folder, 'r', (file) => file.sync());
}

async function withFile(path, flags, action) {
  const file = await open(path, flags);
  try {
    return await action(file);
  } finally {
    await file.close();
  }
}
