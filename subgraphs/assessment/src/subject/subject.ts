import { vocabulary } from '@ecogrid/subgraph';

export const SubjectKind = vocabulary(
  'SubjectKind',
  'The kinds of assessed subjects (考核对象). docs/domain.md row 21.',
  {
    MEMBER: 'A grid member (专职网格员), by the id of the person.',
    GRID: 'A unit grid (单元网格), by its 15-digit code.',
    STREET: 'A street (街道), by its 9-digit grid code.',
    DEPARTMENT: 'An industry department (行业部门), by its organization code.',
  },
);
export type SubjectKind = keyof typeof SubjectKind;

/** One thing that is assessed. */
export interface Subject {
  readonly kind: SubjectKind;
  /** Organization code, grid code or person id, as the kind says. */
  readonly code: string;
}

/** The street that a grid lies in: the first nine digits of its code (GB/T 30428.1). */
export const STREET_CODE_LENGTH = 9;
