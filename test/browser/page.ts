import type { Page } from 'playwright-core';

/** GraphiQL as a person uses it. */
export class ExplorerPage {
  private readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  /** Resolves when the editor is there, in the role that the page shows as taken. */
  async opened(role: string): Promise<void> {
    await this.page.locator(`#roles a[aria-current]`, { hasText: role }).waitFor();
    await this.page.locator('.graphiql-execute-button').waitFor();
    await this.page.locator('.graphiql-query-editor .view-line').first().waitFor();
  }

  /** One click. */
  async become(role: string): Promise<void> {
    await this.page.locator('#roles a', { hasText: role }).click();
    await this.opened(role);
  }

  async chooseTab(title: string): Promise<void> {
    await this.page.getByRole('tab', { name: title, exact: true }).click();
  }

  tabs(): Promise<string[]> {
    return this.page.getByRole('tab').allTextContents();
  }

  async run(): Promise<void> {
    await this.page.locator('.graphiql-execute-button').click();
  }

  /** Resolves when the answer shows the text. */
  async answered(text: string): Promise<void> {
    await this.page.locator('.result-window', { hasText: text }).waitFor();
  }

  async shows(text: string): Promise<boolean> {
    return (await this.page.locator('.result-window', { hasText: text }).count()) > 0;
  }

  async query(): Promise<string> {
    const text = await this.page.locator('.graphiql-query-editor .view-lines').textContent();
    return (text ?? '').replaceAll('\u00a0', ' ');
  }
}
