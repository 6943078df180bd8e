import { newId } from '@ecogrid/database';
import { EcoGridError, term } from '@ecogrid/errors';
import type { TopicOf } from '@ecogrid/event-contracts';
import type { Outbox } from '@ecogrid/events';
import type { Actor } from '@ecogrid/identity';
import { perform, requireRole, type MutationScope } from '@ecogrid/subgraph';
import type { AuditRepository } from '../audit/index.ts';
import type { DivisionRepository } from '../division/index.ts';
import type { Organization } from './organization.entity.ts';
import type { ChangeOrganizationInput, RegisterOrganizationInput } from './organization.input.ts';
import type { OrganizationRepository } from './organization.repository.ts';

const REGISTER = term('registerOrganization', '登记机构', 'register an organization');
const CHANGE = term('changeOrganization', '变更机构', 'change an organization');
const CHANGEABLE = ['name', 'nameEn', 'shortName', 'parentCode', 'email', 'phone'] as const;

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

  change(actor: Actor, input: ChangeOrganizationInput): Promise<Organization> {
    const { scope, organizations, audit } = this.parts;
    const { code, parentCode, version: expected } = input;
    return perform(scope, actor, input, {
      operation: CHANGE.code,
      admit: (each) => requireRole(each, CHANGE, 'ADMINISTRATOR'),
      load: async () => {
        const organization = await organizations.find(code);
        if (!organization) throw new EcoGridError('NOT_FOUND', { thing: 'organization', id: code });
        return { organization, above: parentCode ? await organizations.lineOf(parentCode) : [] };
      },
      decide: ({ organization, above }, given): Organization => {
        const { version: actual } = organization;
        if (actual !== expected)
          throw new EcoGridError('VERSION_STALE', { thing: 'organization', expected, actual });
        if (parentCode && above.length === 0)
          throw new EcoGridError('NOT_FOUND', { thing: 'organization', id: parentCode });
        if (above.includes(code))
          throw new EcoGridError('INPUT_INVALID', {
            problems: [{ path: 'input.parentCode', problem: 'notAbove' }],
          });
        const said = CHANGEABLE.filter((field) => given[field] !== undefined);
        const set = Object.fromEntries(said.map((field) => [field, given[field]]));
        return { ...organization, ...set, version: actual + 1 };
      },
      write: async (organization, { organization: before }) => {
        await organizations.change(organization, expected);
        await this.announce(organization);
        const changed = CHANGEABLE.filter((field) => before[field] !== organization[field]);
        const subject = [code, ...changed].join(' ');
        await audit.record({
          kind: 'PEOPLE',
          action: CHANGE.code,
          by: actor,
          subject,
          at: scope.clock.now(),
        });
        return organization;
      },
      again: (id) => organizations.existing(id),
    });
  }

  private async announce(organization: Organization): Promise<void> {
    const { outbox, scope } = this.parts;
    const { id: aggregateId, code: channel } = organization;
    const occurredAt = scope.clock.now();
    const payload = { ...organization };
    await outbox.announce({ topic: 'OrganizationChanged', channel, aggregateId, occurredAt, payload });
  }

  /** Stores, announces and keeps in the audit. @param actor null for the operator of the machine. */
  async add(organization: Organization, action: string, actor: Actor | null): Promise<void> {
    const { organizations, audit, scope } = this.parts;
    const { code } = organization;
    const at = scope.clock.now();
    await organizations.insert(organization);
    await this.announce(organization);
    await audit.record({ kind: 'PEOPLE', action, by: actor, subject: code, at });
  }
}
