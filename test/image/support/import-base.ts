import { copyFile, link, mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Workshop } from './workshop.js';

/** As Alpine's own image has it: a path, a shell, nothing else. */
const CONTAINERFILE = `FROM scratch
ADD base.tar /
ENV PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
CMD ["/bin/sh"]
`;

/** Makes an image of one layer from a tarball of a root file system. The same tarball gives the same image. */
export async function importBase(workshop: Workshop, tarball: string, name: string): Promise<void> {
  const context = join(workshop.directory, 'base-context');
  await mkdir(context, { recursive: true });
  const inside = join(context, 'base.tar');
  // Hundreds of megabytes: linked where the file system is the same.
  await link(tarball, inside).catch(() => copyFile(tarball, inside));
  await writeFile(join(context, 'Containerfile'), CONTAINERFILE);
  await workshop.mustRun('buildah', ['build', '--quiet', '--timestamp', '0', '--tag', name, context]);
  await rm(context, { recursive: true });
}
