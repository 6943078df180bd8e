import { registerEnumType } from 'type-graphql';
import { ROLES, type Role } from '@ecogrid/identity';

/** The roles of the identity package as a graph enumeration: one list, so that they cannot part. */
export const RoleName = Object.fromEntries(ROLES.map((role) => [role, role])) as {
  readonly [R in Role]: R;
};

registerEnumType(RoleName, {
  name: 'Role',
  description: 'The role that an appointment gives to a person (角色). docs/domain.md rows 2-7, 36-44.',
  valuesConfig: {
    OPERATOR: { description: 'Desk operator of the level-2 platform (坐席).' },
    SHIFT_LEADER: { description: 'Leads a duty shift; files and closes cases (值班长).' },
    GRID_HEAD: { description: 'Head of a street grid (网格长).' },
    GRID_MEMBER: { description: 'Full-time member of a unit grid (专职网格员).' },
    SUPERVISOR: { description: 'Recruited environmental supervisor, who reports (环保监督员).' },
    DEPARTMENT_STAFF: { description: 'Handles tickets for an industry department (行业部门经办人).' },
    STREET_STAFF: { description: 'Works in a street office (街道办工作人员).' },
    ENTERPRISE_USER: { description: 'Speaks for one enterprise (企业用户).' },
    POST_SUPERVISION: { description: 'Member of the post-supervision group (后督察组).' },
    CITY: { description: 'City level, which reads and assigns (市级).' },
    PROVINCE: { description: 'Province level, which reads and assigns (省级).' },
    ASSESSOR: { description: 'Runs the assessment (考核人员).' },
    BI: { description: 'An analysis service (数据分析服务).' },
  },
});
