import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { testEngines } from '@ecogrid/database/testing';
import { cameras, outlets } from '@ecogrid/seed-district';
import type { AttachmentRepository } from './index.ts';
import {
  Journey,
  RECTIFIED,
  VERIFIED,
  actorOf,
  environment,
  freshKey,
  openBench,
  operator,
  publicActor,
  water,
  withScope,
  type CasesBench,
} from '../../testing/cases.builder.ts';
import { canReadCase, maySeePhotos } from '../../case/index.ts';
import { Category } from '../../codes/index.ts';
import { png } from '@ecogrid/files/testing';
import { declared, uploaded } from '../../testing/photos.builder.ts';

describe.each(testEngines())('photos on $name', (engine) => {
  let bench: CasesBench;
  let journey: Journey;
  beforeEach(async () => {
    bench = await openBench(engine);
    journey = new Journey(bench);
  });
  afterEach(() => bench.close());

  const heldBy = async (id: string) => {
    const [found] = (await bench.attachments.ofHolders([id], undefined as never)) as unknown as Array<
      Awaited<ReturnType<AttachmentRepository['some']>>
    >;
    return found ?? [];
  };
  /** A ticket in hand. */
  async function handling() {
    await journey.dispatched(['DEPT-WATER']);
    const [ticket] = await journey.tickets();
    if (!ticket) throw new Error('a ticket was issued');
    const input = { ticketId: ticket.id, version: ticket.version, idempotencyKey: freshKey() };
    return bench.ticketing.acknowledge(environment, input);
  }
  const forTicket = (subjectId: string, more = {}) => ({
    purpose: 'TICKET_RESULT' as const,
    subjectId,
    ...more,
  });

  test('come with each typed result, and stand in the history by their hashes', async () => {
    const ticket = await handling();
    const [one, two] = [
      await uploaded(bench, environment, forTicket(ticket.id)),
      await uploaded(bench, environment, forTicket(ticket.id, { moment: 'AFTER' }), png(16, 16, 7)),
    ];
    const input = { ticketId: ticket.id, version: ticket.version, idempotencyKey: freshKey() };
    const verification = { ...VERIFIED, photoIds: [one] };
    const rectification = { ...RECTIFIED, photoIds: [two] };
    await bench.ticketing.submitResult(environment, { ...input, verification, rectification });
    const results = await bench.tickets.resultsOfTickets([ticket.id]);
    const held = await Promise.all(results.map(async ({ kind, id }) => [kind, await heldBy(id)] as const));
    expect(held).toMatchObject([
      ['VERIFICATION', [{ id: one, state: 'ATTACHED' }]],
      ['RECTIFICATION', [{ id: two, state: 'ATTACHED', moment: 'AFTER' }]],
    ]);
    const lines = (await bench.lines.wholeOf([journey.caseId])).flat();
    const hashes = held.flatMap(([, photos]) => photos.map(({ sha256 }) => sha256));
    expect(lines.filter(({ thing }) => thing === 'PHOTO')).toMatchObject([
      { thingId: one, action: 'attach', note: hashes[0], actorId: environment.id, channel: 'GRAPHQL' },
      { thingId: two, action: 'attach', note: hashes[1] },
    ]);
    expect(await bench.history.verified([journey.caseId], undefined as never)).toEqual([true]);
  });

  test('are demanded of afterwards where the category demands one, and any other moment does not do', async () => {
    await bench.database.transaction((manager) =>
      manager.update(Category, { code: 'WATER_EXCEEDANCE' }, { needsPhotoAfter: true }),
    );
    const ticket = await handling();
    expect(ticket.needsPhotoAfter).toBe(true);
    const submit = (photoIds: string[]) =>
      bench.ticketing.submitResult(environment, {
        ticketId: ticket.id,
        version: ticket.version,
        idempotencyKey: freshKey(),
        verification: VERIFIED,
        rectification: { ...RECTIFIED, photoIds },
      });
    const scene = await uploaded(bench, environment, forTicket(ticket.id));
    for (const photoIds of [[], [scene]])
      await expect(submit(photoIds)).rejects.toMatchObject({
        extensions: { details: { guard: 'photoAfter' } },
      });
    const after = await uploaded(bench, environment, forTicket(ticket.id, { moment: 'AFTER' }));
    expect((await submit([scene, after])).state).toBe('DONE');
  });

  test('are asked for by those alone who may answer the ticket, while it is in hand', async () => {
    const ask = (actor: typeof operator, subjectId: string) =>
      bench.uploading.create(actor, declared(png(), forTicket(subjectId)));
    await journey.dispatched(['DEPT-WATER']);
    const [issued] = await journey.tickets();
    const id = issued?.id ?? '';
    await expect(ask(environment, id)).rejects.toMatchObject({ code: 'STATE_NOT_ALLOWED' });
    await expect(ask(operator, id)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await expect(ask(water, id)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(ask(publicActor, id)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    const report = declared(png(), { purpose: 'REPORT' });
    await expect(bench.uploading.create(publicActor, report)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    const odd = { ...report, subjectId: id };
    await expect(bench.uploading.create(environment, odd)).rejects.toMatchObject({ code: 'INPUT_INVALID' });
    const lacking = declared(png(), { purpose: 'TICKET_RESULT' });
    await expect(bench.uploading.create(environment, lacking)).rejects.toMatchObject({
      code: 'INPUT_INVALID',
    });
  });

  test('are usable once, by their uploader, for their declared purpose', async () => {
    const ticket = await handling();
    const submit = (photoIds: string[], actor = environment) =>
      bench.ticketing.submitResult(actor, {
        ticketId: ticket.id,
        version: ticket.version,
        idempotencyKey: freshKey(),
        verification: { ...VERIFIED, photoIds },
        rectification: RECTIFIED,
      });
    const unusable = { extensions: { details: { guard: expect.stringMatching(/^photo/) } } };
    const own = await uploaded(bench, environment, forTicket(ticket.id));
    const colleague = { ...environment, id: 'a colleague' };
    await expect(submit([own], colleague)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(submit(['00000000-0000-7000-8000-000000000000'])).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
    const ofReport = await uploaded(bench, environment, { purpose: 'REPORT' });
    await expect(submit([ofReport])).rejects.toMatchObject(unusable);
    const { attachment } = await bench.uploading.create(environment, declared(png(), forTicket(ticket.id)));
    await expect(submit([attachment.id])).rejects.toMatchObject(unusable);
    expect((await journey.tickets())[0]?.state).toBe('HANDLING');
    await submit([own]);
    const place = { longitude: outlets[0]?.longitude ?? 0, latitude: outlets[0]?.latitude ?? 0 };
    const again = { idempotencyKey: freshKey(), description: '同一张照片', place, photoIds: [own] };
    await expect(bench.reporting.submit(actorOf('SUPERVISOR'), again)).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
  });

  test('come with a report, whose reporter uploaded them before', async () => {
    const supervisor = actorOf('SUPERVISOR');
    const photo = await uploaded(bench, supervisor, { purpose: 'REPORT' });
    const place = { longitude: outlets[0]?.longitude ?? 0, latitude: outlets[0]?.latitude ?? 0 };
    const input = { idempotencyKey: freshKey(), description: '冒黑烟', place, photoIds: [photo] };
    const report = await bench.reporting.submit(supervisor, input);
    expect(await heldBy(report.id)).toMatchObject([{ id: photo }]);
    expect((await bench.reporting.submit(supervisor, input)).id).toBe(report.id);
  });

  test('and the place come with the verification of a case whose channel demands them', async () => {
    const { longitude, latitude } = outlets[0] ?? { longitude: 0, latitude: 0 };
    const place = { longitude, latitude };
    const seen = { channelCode: 'VIDEO', cameraId: cameras[0]?.id ?? '', description: '视频可见扬尘', place };
    const said = { idempotencyKey: freshKey(), categoryCode: 'COAL_YARD', ...seen };
    const report = await bench.reporting.submit(operator, said);
    const adoption = { reportId: report.id, version: 1, idempotencyKey: freshKey() };
    journey.caseId = (await bench.filing.adopt(operator, adoption)).id;
    await bench.filing.sendToVerify(operator, await journey.input());
    const member = actorOf('GRID_MEMBER', { grid: (await journey.current()).gridCode ?? '' });
    const answer = { answer: 'TRUE' as const, note: '属实' };
    const verify = async (more: object) =>
      bench.filing.recordVerification(member, { ...(await journey.input()), ...answer, ...more });
    const demanded = { extensions: { details: { guard: 'placeAndPhoto' } } };
    await expect(verify({})).rejects.toMatchObject(demanded);
    await expect(verify({ place })).rejects.toMatchObject(demanded);
    const purpose = 'CASE_VERIFICATION' as const;
    const photo = await uploaded(bench, member, { purpose, subjectId: journey.caseId });
    await expect(verify({ photoIds: [photo] })).rejects.toMatchObject(demanded);
    expect((await verify({ place, photoIds: [photo] })).verification).toBe('TRUE');
    const [visits = []] = (await bench.verifications.ofSubjects(
      [journey.caseId],
      undefined as never,
    )) as never[][];
    expect(visits).toMatchObject([{ ...answer, ...place, verifierId: member.id }]);
    const [{ id }] = visits as unknown as [{ id: string }];
    expect(await heldBy(id)).toMatchObject([{ id: photo }]);
  });

  test('of the problem are shown with the case: of its reports and verifications, to departments, not to the enterprise', async () => {
    const { longitude, latitude } = outlets[0] ?? { longitude: 0, latitude: 0 };
    const place = { longitude, latitude };
    const ofReport = await uploaded(bench, operator, { purpose: 'REPORT' });
    const seen = { channelCode: 'VIDEO', cameraId: cameras[0]?.id ?? '', description: '视频可见扬尘', place };
    const said = { ...seen, idempotencyKey: freshKey(), categoryCode: 'COAL_YARD', photoIds: [ofReport] };
    const report = await bench.reporting.submit(operator, said);
    const adoption = { reportId: report.id, version: 1, summary: '扬尘', idempotencyKey: freshKey() };
    journey.caseId = (await bench.filing.adopt(operator, adoption)).id;
    await bench.filing.sendToVerify(operator, await journey.input());
    const member = actorOf('GRID_MEMBER', { grid: (await journey.current()).gridCode ?? '' });
    const purpose = 'CASE_VERIFICATION' as const;
    const ofVisit = await uploaded(bench, member, { purpose, subjectId: journey.caseId }, png(16, 16, 9));
    const found = { answer: 'TRUE' as const, place, photoIds: [ofVisit] };
    await bench.filing.recordVerification(member, { ...(await journey.input()), ...found });
    await (await journey.acceptedAndFiled()).sent();
    const [photos = []] = (await bench.problemPhotos.ofCases(
      [journey.caseId],
      undefined as never,
    )) as never[][];
    expect(photos.map(({ id }: { id: string }) => id)).toEqual([ofReport, ofVisit]);
    const current = { ...(await journey.current()), enterpriseCode: '91350200MA2YJ1XR9G' };
    const accused = withScope(actorOf('ENTERPRISE_USER'), { enterprise: current.enterpriseCode });
    expect([canReadCase(accused, current), maySeePhotos(accused, current)]).toEqual([true, false]);
    expect(maySeePhotos(environment, current)).toBe(true);
    expect(maySeePhotos(water, current)).toBe(false);
    expect(maySeePhotos(member, current)).toBe(true);
  });

  test('are limited in number while they are not attached', async () => {
    const supervisor = actorOf('SUPERVISOR');
    const ask = () => bench.uploading.create(supervisor, declared(png(), { purpose: 'REPORT' }));
    for (let count = 0; count < 100; count += 1) await ask();
    await expect(ask()).rejects.toMatchObject({ extensions: { details: { guard: 'openUploads' } } });
  });
});
