import type { Role } from '@ecogrid/identity';
import { vocabulary } from './vocabulary.ts';

/** The roles of the identity package as a graph enumeration: the type of the words holds the two lists together. */
export const RoleName = vocabulary(
  'Role',
  'The role that an appointment gives to a person (角色). docs/domain.md rows 2-7, 36-44.',
  {
    OPERATOR: 'Desk operator of the level-2 platform (坐席).',
    SHIFT_LEADER: 'Leads a duty shift; files and closes cases (值班长).',
    GRID_HEAD: 'Head of a street grid (网格长).',
    GRID_MEMBER: 'Full-time member of a unit grid (专职网格员).',
    SUPERVISOR: 'Recruited environmental supervisor, who reports (环保监督员).',
    DEPARTMENT_STAFF: 'Handles tickets for an industry department (行业部门经办人).',
    STREET_STAFF: 'Works in a street office (街道办工作人员).',
    ENTERPRISE_USER: 'Speaks for one enterprise (企业用户).',
    POST_SUPERVISION: 'Member of the post-supervision group (后督察组).',
    CITY: 'City level, which reads and assigns (市级).',
    PROVINCE: 'Province level, which reads and assigns (省级).',
    ASSESSOR: 'Runs the assessment (考核人员).',
    BI: 'An analysis service (数据分析服务).',
    ADMINISTRATOR: 'Manages accounts, organizations, people and appointments; sees no case (系统管理员).',
  } satisfies Readonly<Record<Role, string>>,
);
