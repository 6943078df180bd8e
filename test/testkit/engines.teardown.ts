export default async function teardown(): Promise<void> {
  await Promise.all([globalThis.ecogridMariaDb?.stop(), globalThis.ecogridNats?.stop()]);
}
