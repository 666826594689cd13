declare module "nodemailer/lib/mail-composer/index.js" {
  /** The part of nodemailer that writes a message as it travels; the rest of it, which sends, is not used. */
  export default class MailComposer {
    constructor(mail: {
      from: string;
      to: string[];
      subject: string;
      text: string;
      html: string;
      attachments: { filename: string; contentType: string; content: string }[];
      newline: "windows";
      disableFileAccess: true;
      disableUrlAccess: true;
    });
    compile(): { build(): Promise<Buffer> };
  }
}
