import { registerEnumType } from 'type-graphql';

export enum SubjectKind {
  MEMBER = 'MEMBER',
  GRID = 'GRID',
  STREET = 'STREET',
  DEPARTMENT = 'DEPARTMENT',
}
registerEnumType(SubjectKind, {
  name: 'SubjectKind',
  description: 'The kinds of assessed subjects (考核对象). docs/domain.md row 21.',
  valuesConfig: {
    MEMBER: { description: 'A grid member (专职网格员), by the id of the person.' },
    GRID: { description: 'A unit grid (单元网格), by its 15-digit code.' },
    STREET: { description: 'A street (街道), by its 9-digit grid code.' },
    DEPARTMENT: { description: 'An industry department (行业部门), by its organization code.' },
  },
});

/** One thing that is assessed. */
export interface Subject {
  readonly kind: SubjectKind;
  /** Organization code, grid code or person id, as the kind says. */
  readonly code: string;
}

/** The street that a grid lies in: the first nine digits of its code (GB/T 30428.1). */
export const STREET_CODE_LENGTH = 9;
