import { randomUUID } from 'node:crypto';
import { mkdir, open, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { createTransport } from 'nodemailer';
import { DeliveryError } from './delivery-error.ts';
import { composed, type Mail, type MailTransport } from './transport.ts';

/** Lays e-mails down as `.eml` files, which any mail program opens: a stored file is whole and durable. */
export class FolderTransport implements MailTransport {
  private readonly composer = createTransport({ streamTransport: true, buffer: true });

  constructor(private readonly folder: string) {}

  /** The same e-mail has the same file, however often it is sent. */
  async send(mail: Mail): Promise<void> {
    try {
      const { message } = await this.composer.sendMail(composed(mail));
      await mkdir(this.folder, { recursive: true });
      const path = join(this.folder, `${mail.emailId}.eml`);
      const draft = `${path}.${randomUUID()}.tmp`;
      await writeThrough(draft, message as Buffer);
      await rename(draft, path);
      await syncFolder(this.folder);
    } catch (cause) {
      throw new DeliveryError('NOT_STORED', null, { cause });
    }
  }
}

async function writeThrough(path: string, content: Buffer): Promise<void> {
  const file = await open(path, 'w', 0o600);
  try {
    await file.writeFile(content);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** The name of a file is durable only once its folder is. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
