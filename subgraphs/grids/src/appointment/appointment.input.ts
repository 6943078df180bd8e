import { IsUUID, Matches, MaxLength } from 'class-validator';
import { Field, ID, InputType } from 'type-graphql';
import type { Role } from '@ecogrid/identity';
import { RoleName, MutationInput, VersionedInput } from '@ecogrid/subgraph';

@InputType({ description: 'Gives a person a role from today on (任命).' })
export class AppointInput extends MutationInput {
  @Field(() => String, { description: 'Personnel number (工号).' })
  @MaxLength(16)
  personNumber!: string;

  @Field(() => RoleName, { description: 'The role (角色).' })
  role!: Role;

  @Field(() => String, {
    nullable: true,
    description: 'Code of the grid the role is for; absent for a role without a territory.',
  })
  @Matches(/^\d{6,15}$/)
  gridCode?: string;

  @Field(() => String, {
    nullable: true,
    description:
      'Code of the organization the role is held in (单位); absent for the one where the person works. Another one moves the person there (调任), and the roles held before end today.',
  })
  @MaxLength(64)
  organizationCode?: string;
}

@InputType({ description: 'Ends an appointment today (免职).' })
export class EndAppointmentInput extends VersionedInput {
  @Field(() => ID, { description: 'The appointment.' })
  @IsUUID()
  appointmentId!: string;
}
