import { newId } from '@ecogrid/database';
import { OperatorError } from '@ecogrid/errors';
import { shanghaiDay } from '@ecogrid/service';
import type { MutationScope } from '@ecogrid/subgraph';
import type { LoginAccountRepository, LoginAccountService } from '../account/index.ts';
import { isActive, type AppointmentRepository, type AppointmentService } from '../appointment/index.ts';
import type { AuditRepository } from '../audit/index.ts';
import type { DivisionRepository } from '../division/index.ts';
import type { OrganizationRepository, OrganizationService } from '../organization/index.ts';
import { newPseudonym, type Person, type PersonRepository, type PersonService } from '../person/index.ts';

/** The district and its first administrator, in the words of the operator of the machine. */
export interface InitiationWish {
  /** 6 digits of GB/T 2260. */
  readonly divisionCode: string;
  readonly divisionName: string;
  readonly divisionNameEn: string;
  readonly platformEmail: string;
  readonly platformPhone: string;
  readonly personNumber: string;
  readonly personName: string;
  readonly personPhone: string;
  /** The `sub` of the administrator's tokens. */
  readonly subject: string;
}

interface Parts {
  readonly scope: MutationScope;
  readonly audit: AuditRepository;
  readonly divisions: DivisionRepository;
  readonly organizations: OrganizationRepository;
  readonly organizing: OrganizationService;
  readonly people: PersonRepository;
  readonly peopleService: PersonService;
  readonly appointments: AppointmentRepository;
  readonly appointing: AppointmentService;
  readonly accounts: LoginAccountRepository;
  readonly linking: LoginAccountService;
}

const ACTION = 'admin init';

/** The division, its platform of level 2 and an administrator with a login account. Existing rows stay unchanged. */
export class Initiation {
  constructor(private readonly parts: Parts) {}

  /** @returns one line for each row that was made. @throws OperatorError for an account of another person. */
  run(wish: InitiationWish): Promise<string[]> {
    return this.parts.scope.database.transaction(async () => {
      const made: string[] = [];
      if (await this.division(wish)) made.push(`division ${wish.divisionCode}`);
      const platform = `PLATFORM-${wish.divisionCode}`;
      if (await this.platform(platform, wish)) made.push(`organization ${platform}`);
      const known = await this.parts.people.find({ number: wish.personNumber });
      const person = known ?? (await this.person(platform, wish));
      if (!known) made.push(`person ${person.number}`);
      if (await this.appointment(person)) made.push(`administrator ${person.number}`);
      if (await this.account(person, wish.subject)) made.push(`account ${wish.subject}`);
      return made;
    });
  }

  private async division({
    divisionCode: code,
    divisionName,
    divisionNameEn,
  }: InitiationWish): Promise<boolean> {
    const { divisions, audit, scope } = this.parts;
    if (await divisions.find(code)) return false;
    await divisions.insert({
      id: newId(),
      code,
      name: divisionName,
      nameEn: divisionNameEn,
      level: 'DISTRICT',
      parentCode: null,
    });
    await audit.record({ kind: 'PEOPLE', action: ACTION, by: null, subject: code, at: scope.clock.now() });
    return true;
  }

  private async platform(code: string, wish: InitiationWish): Promise<boolean> {
    const { divisionCode, divisionName, divisionNameEn, platformEmail: email, platformPhone: phone } = wish;
    if (await this.parts.organizations.find(code)) return false;
    const names = {
      name: `${divisionName}生态环境网格化监管平台`.slice(0, 80),
      nameEn: `Platform of ${divisionNameEn}`.slice(0, 120),
      shortName: '二级平台',
    };
    const kind = { kind: 'PLATFORM', platformLevel: 2, parentCode: null } as const;
    const platform = { id: newId(), code, ...names, ...kind, divisionCode, email, phone, version: 1 };
    await this.parts.organizing.add(platform, ACTION, null);
    return true;
  }

  private async person(organizationCode: string, wish: InitiationWish): Promise<Person> {
    const { personNumber: number, personName: name, personPhone: phone } = wish;
    const kept = { id: newId(), pseudonym: newPseudonym(), number, name, phone, version: 1 };
    const person = { ...kept, email: null, organizationCode };
    await this.parts.peopleService.add(person, ACTION, null);
    return person;
  }

  private async appointment(person: Person): Promise<boolean> {
    const { appointments, appointing, scope } = this.parts;
    const since = shanghaiDay(scope.clock.now());
    const held = await appointments.ofPerson(person.id);
    if (held.some((each) => each.role === 'ADMINISTRATOR' && isActive(each, since))) return false;
    const { id: personId, organizationCode } = person;
    const scoped = { personId, organizationCode, gridCode: null, enterpriseCode: null };
    const appointment = {
      id: newId(),
      role: 'ADMINISTRATOR',
      ...scoped,
      since,
      until: null,
      version: 1,
    } as const;
    await appointing.add(person, appointment, ACTION, null);
    return true;
  }

  private async account(person: Person, subject: string): Promise<boolean> {
    const { accounts, linking, scope } = this.parts;
    const known = await accounts.find({ subject });
    if (known && known.personId !== person.id)
      throw new OperatorError(`The account ${subject} is linked to another person than ${person.number}`);
    if (known) return false;
    const account = { id: newId(), subject, personId: person.id, linkedAt: scope.clock.now() };
    await accounts.insert(account);
    await linking.tell(ACTION, { person, account }, null);
    return true;
  }
}
