import { newId } from '@ecogrid/database';
import { EcoGridError, term } from '@ecogrid/errors';
import type { TopicOf } from '@ecogrid/event-contracts';
import type { Outbox } from '@ecogrid/events';
import type { Actor } from '@ecogrid/identity';
import { perform, requireRole, type MutationScope } from '@ecogrid/subgraph';
import type { AuditRepository } from '../audit/index.ts';
import type { DivisionRepository } from '../division/index.ts';
import type { Organization } from './organization.entity.ts';
import type { RegisterOrganizationInput } from './organization.input.ts';
import type { OrganizationRepository } from './organization.repository.ts';

const REGISTER = term('registerOrganization', '登记机构', 'register an organization');

interface Parts {
  readonly scope: MutationScope;
  readonly outbox: Outbox<TopicOf<'grids'>>;
  readonly organizations: OrganizationRepository;
  readonly divisions: DivisionRepository;
  readonly audit: AuditRepository;
}

/** The organizations of the supervision system. */
export class OrganizationService {
  constructor(private readonly parts: Parts) {}

  register(actor: Actor, input: RegisterOrganizationInput): Promise<Organization> {
    const { scope, organizations, divisions } = this.parts;
    return perform(scope, actor, input, {
      operation: REGISTER.code,
      admit: (each) => requireRole(each, REGISTER, 'ADMINISTRATOR'),
      load: async ({ code, parentCode, divisionCode }) => ({
        isTaken: (await organizations.find(code)) !== null,
        isParentKnown: !parentCode || (await organizations.find(parentCode)) !== null,
        isDivisionKnown: (await divisions.find(divisionCode)) !== null,
      }),
      decide: (facts, given): Organization => {
        const { idempotencyKey: _, platformLevel = null, parentCode = null, ...kept } = given;
        if (!facts.isParentKnown)
          throw new EcoGridError('NOT_FOUND', { thing: 'organization', id: parentCode });
        if (!facts.isDivisionKnown)
          throw new EcoGridError('NOT_FOUND', { thing: 'division', id: given.divisionCode });
        if ((platformLevel !== null) !== (given.kind === 'PLATFORM'))
          throw new EcoGridError('INPUT_INVALID', {
            problems: [{ path: 'input.platformLevel', problem: 'platformLevel' }],
          });
        if (facts.isTaken)
          throw new EcoGridError('GUARD_FAILED', { action: REGISTER, guard: 'codeFree', code: given.code });
        return { id: newId(), ...kept, platformLevel, parentCode, version: 1 };
      },
      write: async (organization) => {
        await this.add(organization, REGISTER.code, actor);
        return organization;
      },
      again: (id) => organizations.existing(id),
    });
  }

  /** Stores, announces and keeps in the audit. @param actor null for the operator of the machine. */
  async add(organization: Organization, action: string, actor: Actor | null): Promise<void> {
    const { organizations, outbox, audit, scope } = this.parts;
    const { id, code } = organization;
    const at = scope.clock.now();
    await organizations.insert(organization);
    const payload = { ...organization };
    await outbox.announce({
      topic: 'OrganizationChanged',
      channel: code,
      aggregateId: id,
      occurredAt: at,
      payload,
    });
    await audit.record({ kind: 'PEOPLE', action, by: actor, subject: code, at });
  }
}
