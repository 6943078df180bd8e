import { appointments } from './appointments.ts';
import type { Appointment } from './appointments.ts';
import { seedId } from './identifiers.ts';
import { itemAt, sealed } from './records.ts';
import type { Role } from './roster.ts';

/** The four topics 培训主题 of the article (row 50). */
export type TrainingTopic =
  'SUPERVISION_REQUIREMENTS' | 'MEMBER_DUTIES' | 'PLATFORM_OPERATION' | 'KEY_INDUSTRY_INSPECTION';

/** An invited trainer: 市平台业务骨干 or a colleague of a neighbouring authority. Not a person of the graph. */
export interface Trainer {
  readonly id: string;
  readonly name: string;
  readonly organization: string;
}

/** One of the large trainings 大规模专题培训 (docs/domain.md rows 46-50). */
export interface TrainingSession {
  readonly id: string;
  /** `TRAINING-1` to `TRAINING-6`. */
  readonly code: string;
  readonly title: string;
  readonly topic: TrainingTopic;
  /** The day, Asia/Shanghai calendar. */
  readonly heldOn: string;
  readonly place: string;
  readonly trainerName: string;
  readonly trainerOrganization: string;
}

/** One person's invitation to one session, and its outcome. */
export interface Attendance {
  readonly id: string;
  readonly sessionCode: string;
  readonly personNumber: string;
  readonly attended: boolean;
  /** Result of the closing test, 0 to 10000 hundredths of a point; null when absent or when there was no test. */
  readonly scoreHundredths: number | null;
}

/** The four trainers. */
export const trainers: readonly Trainer[] = sealed(
  [
    ['示例讲师甲', '济宁市网格化环境监管平台'],
    ['示例讲师乙', '济宁市网格化环境监管平台'],
    ['示例讲师丙', '兄弟单位（示例县区）'],
    ['示例讲师丁', '兄弟单位（示例开发区）'],
  ].map(([name = '', organization = '']) => ({ id: seedId('trainer', name), name, organization })),
);

interface Plan {
  readonly title: string;
  readonly topic: TrainingTopic;
  readonly heldOn: string;
  readonly trainer: number;
  readonly invited: readonly Role[];
  readonly tested: boolean;
}

const FIELD: readonly Role[] = ['GRID_MEMBER', 'GRID_HEAD'];
const OFFICE: readonly Role[] = ['STREET_STAFF'];
const FIELD_AND_OFFICE: readonly Role[] = [...FIELD, ...OFFICE];

const plans: readonly Plan[] = [
  {
    title: '网格化监管要求',
    topic: 'SUPERVISION_REQUIREMENTS',
    heldOn: '2026-01-15',
    trainer: 0,
    invited: FIELD_AND_OFFICE,
    tested: true,
  },
  {
    title: '网格员职责',
    topic: 'MEMBER_DUTIES',
    heldOn: '2026-02-05',
    trainer: 1,
    invited: FIELD,
    tested: true,
  },
  {
    title: '平台运转模式',
    topic: 'PLATFORM_OPERATION',
    heldOn: '2026-03-19',
    trainer: 0,
    invited: FIELD_AND_OFFICE,
    tested: false,
  },
  {
    title: '重点行业监管检查（工业企业）',
    topic: 'KEY_INDUSTRY_INSPECTION',
    heldOn: '2026-04-23',
    trainer: 2,
    invited: FIELD,
    tested: true,
  },
  {
    title: '重点行业监管检查（工地与堆场）',
    topic: 'KEY_INDUSTRY_INSPECTION',
    heldOn: '2026-06-11',
    trainer: 3,
    invited: FIELD_AND_OFFICE,
    tested: true,
  },
  {
    title: '网格化监管要求（街道环保办）',
    topic: 'SUPERVISION_REQUIREMENTS',
    heldOn: '2026-08-20',
    trainer: 1,
    invited: OFFICE,
    tested: true,
  },
];

const codeAt = (index: number): string => `TRAINING-${index + 1}`;

/** Exactly six sessions. */
export const trainingSessions: readonly TrainingSession[] = sealed(
  plans.map(({ title, topic, heldOn, trainer }, index) => ({
    id: seedId('training-session', codeAt(index)),
    code: codeAt(index),
    title,
    topic,
    heldOn,
    place: '高新区网格化监管培训室（示例）',
    trainerName: itemAt(trainers, trainer).name,
    trainerOrganization: itemAt(trainers, trainer).organization,
  })),
);

/** One in seventeen stays away; scores lie between 70 and 99.50 points. */
function attendanceOf(
  { personNumber }: Appointment,
  position: number,
  plan: Plan,
  index: number,
): Attendance {
  const attended = (position + index * 5) % 17 !== 16;
  const score = 7000 + ((position * 37 + index * 11) % 60) * 50;
  return {
    id: seedId('attendance', `${codeAt(index)}/${personNumber}`),
    sessionCode: codeAt(index),
    personNumber,
    attended,
    scoreHundredths: attended && plan.tested ? score : null,
  };
}

/** Invitations of all sessions: 52 distinct trainees, each with at least one attended session. */
export const attendances: readonly Attendance[] = sealed(
  plans.flatMap((plan, index) =>
    appointments
      .filter(({ role }) => plan.invited.includes(role))
      .map((appointment, position) => attendanceOf(appointment, position, plan, index)),
  ),
);
