import { describe, expect, test } from '@jest/globals';
import { EmailKind } from './email-delivery.vocabulary.ts';
import { rendered } from './email-delivery.render.rule.ts';

const facts = {
  caseNumber: '2026-370871-000123',
  ticketNumber: '2026-370871-000123-1',
  what: { zh: '河道污染', en: 'River pollution' },
  where: '柳行街道 · 示例煤场',
  dueAt: '2026-03-05T03:30:00.000Z',
  note: '请今日内核实',
};
const email = { kind: 'TICKET_ISSUED', ticketId: '0190-ticket', facts } as const;

describe('an e-mail', () => {
  test('states in both languages the matter, the place and the deadline in local time, with a link', () => {
    const { subject, text, html } = rendered(email, 'https://eco.example/desk');
    expect(subject).toBe('【转办件】2026-370871-000123-1 河道污染 | Ticket issued: River pollution');
    const received = [
      ...['转办编号: 2026-370871-000123-1', '案卷编号: 2026-370871-000123', '事项: 河道污染'],
      ...['地点: 柳行街道 · 示例煤场', '办理期限: 2026-03-05 11:30 (北京时间)', '办理要求: 请今日内核实'],
      ...['Matter: River pollution', 'Deadline: 2026-03-05 11:30 (Beijing time)', 'Asked for: 请今日内核实'],
      'https://eco.example/desk/tickets/0190-ticket',
    ];
    for (const line of received) expect(text).toContain(line);
    expect(html).toContain('<a href="https://eco.example/desk/tickets/0190-ticket">');
    expect(html).toContain('<td>2026-03-05 11:30 (北京时间)</td>');
  });

  test.each(Object.keys(EmailKind) as Array<keyof typeof EmailKind>)(
    'of the kind %s escapes its facts',
    (kind) => {
      const evil = `<img src=x onerror="alert('1')"> & 'co'`;
      const hostile = { ...facts, where: evil, note: evil, what: { zh: evil, en: evil } };
      const { html } = rendered({ ...email, kind, facts: hostile }, 'https://eco.example');
      expect(html).not.toContain('<img');
      expect(html).not.toContain('onerror="');
      expect(html).toContain('&lt;img src=x onerror=&quot;alert(&#39;1&#39;)&quot;&gt; &amp; &#39;co&#39;');
    },
  );

  test('lets no value of several lines pass for a line of its own', () => {
    const { text } = rendered(
      { ...email, facts: { ...facts, note: '先核实\n\nDeadline: never' } },
      'https://e.example',
    );
    expect(text).toContain('办理要求: 先核实\n    Deadline: never\n');
    expect(text).not.toMatch(/^Deadline: never/m);
  });

  test.each(['\u2028', '\u2029', '\r\n'])('takes %j for the end of a line', (end) => {
    const note = `先核实${end}Deadline: never`;
    const { text, html } = rendered({ ...email, facts: { ...facts, note } }, 'https://e.example');
    expect(text).toContain('办理要求: 先核实\n    Deadline: never\n');
    expect(html).toContain('先核实<br>Deadline: never');
  });

  test('leaves out a note that there is not', () => {
    const { text } = rendered({ ...email, facts: { ...facts, note: null } }, 'https://e.example');
    expect(text).not.toContain('办理要求');
    expect(text).not.toContain('null');
  });
});
