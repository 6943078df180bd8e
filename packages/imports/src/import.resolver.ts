import {
  Arg,
  Args,
  Ctx,
  Directive,
  Field,
  FieldResolver,
  Int,
  ObjectType,
  Query,
  Resolver,
  Root,
  Subscription,
  type ClassType,
} from 'type-graphql';
import { problemTexts } from '@ecogrid/errors';
import { payloadOf } from '@ecogrid/event-contracts';
import type { LoggedEvent } from '@ecogrid/events';
import type { SignedAddresses } from '@ecogrid/files';
import { PayloadMutation, Push, pushOf, pushed, type GraphContext } from '@ecogrid/subgraph';
import { BOUNDS } from './bounds.ts';
import { DataImport } from './data-import.entity.ts';
import type { ImportRepository } from './data-import.repository.ts';
import { templatePath } from './import.door.ts';
import type { AnyKind, ImportPolicy } from './import-kind.ts';
import {
  CheckImportInput,
  CreateImportInput,
  ExportInput,
  ImportChangedArguments,
  RunImportInput,
  UndoImportInput,
} from './import.input.ts';
import { ImportAction, ImportState, type ImportKind } from './import.vocabulary.ts';
import type { ImportService } from './import.service.ts';
import { Export, ImportFault, ImportTemplate } from './import.type.ts';

interface Parts {
  readonly importing: ImportService;
  readonly imports: ImportRepository;
  readonly importKinds: readonly AnyKind[];
  readonly importAddresses: SignedAddresses;
}

/** The surroundings of imports in a subgraph. */
interface Surroundings {
  readonly policy: ImportPolicy;
  /** The type of people in the subgraph. */
  readonly person: ClassType<object>;
  /** A person by the id, as the actor may see it. */
  readonly personOf: (id: string, context: GraphContext, parts: object) => unknown;
}

type ResolverClass = new (parts: Parts) => object;

interface Resolvers {
  readonly ImportResolver: ResolverClass;
  readonly ImportPushResolver: ResolverClass;
}

interface SubscribeData {
  readonly args: ImportChangedArguments;
  readonly context: GraphContext;
}

const { shownFaults, listedImports } = BOUNDS.work;
const REFUSALS = 'Errors: INPUT_INVALID, FORBIDDEN, NOT_FOUND, STATE_NOT_ALLOWED, VERSION_STALE.';

/**
 * The root fields of imports, which each subgraph has under its own word, and the fields of their types.
 * @param word such as `Register`: `createRegisterImport`.
 * @param rows such as `the register`, for descriptions.
 */
export function importResolvers(
  word: string,
  rows: string,
  { policy, person, personOf }: Surroundings,
): Resolvers {
  const lower = word.charAt(0).toLowerCase() + word.slice(1);
  const subscribe = ({ args, context }: SubscribeData): Promise<AsyncIterableIterator<LoggedEvent>> =>
    pushed(context, {
      filter: { topics: ['ImportChanged'] },
      after: args.after,
      permits: (actor, event) => {
        const { number, kind } = payloadOf(event, 'ImportChanged');
        return (args.number ?? number) === number && policy.mayImport(actor, kind as ImportKind);
      },
    });

  /** Of each subgraph by itself: the person is a type of the subgraph. */
  @Directive('@shareable')
  @ObjectType({ description: 'One push of an import (导入推送).' })
  class ImportPush extends Push {
    @Field(() => ImportAction, { description: 'The change (变化).' })
    action!: ImportAction;

    @Field(() => ImportState, { description: 'The state before.' })
    from!: ImportState;

    @Field(() => ImportState, { description: 'The state after.' })
    to!: ImportState;

    personId!: string | null;
    importId!: string;
  }

  @Resolver(() => DataImport)
  class ImportResolver {
    constructor(private readonly parts: Parts) {}

    @Query(() => DataImport, {
      name: `${lower}Import`,
      nullable: true,
      description: `An import of ${rows} by its number (导入); null when there is none that the actor may see.`,
    })
    one(
      @Arg('number', () => Int, { description: 'Its number (导入编号).' }) number: number,
      @Ctx() { actor }: GraphContext,
    ): Promise<DataImport | null> {
      return this.parts.importing.visible(actor, number);
    }

    @Directive('@listSize(assumedSize: 20)')
    @Query(() => [DataImport], {
      name: `${lower}Imports`,
      description: `The imports of ${rows} that the actor may see, the newest first, ${listedImports} at most (导入记录).`,
    })
    newest(@Ctx() { actor }: GraphContext): Promise<DataImport[]> {
      return this.parts.importing.newest(actor);
    }

    @Directive('@listSize(assumedSize: 5)')
    @Query(() => [ImportTemplate], {
      name: `${lower}ImportTemplates`,
      description: `The form of the tables of each kind of ${rows}, and where empty ones are, 20 at most (导入模板).`,
    })
    templates(): ImportTemplate[] {
      const { importKinds, importAddresses } = this.parts;
      return importKinds.map(({ kind, columns, geometry }) => ({
        kind,
        columns: columns.map(({ heading, headingEn, isRequired, example }) => ({
          heading,
          headingEn,
          isRequired,
          example,
        })),
        csvUrl: templatePath(importAddresses, kind, 'CSV'),
        xlsxUrl: templatePath(importAddresses, kind, 'XLSX'),
        geoJsonUrl: geometry ? templatePath(importAddresses, kind, 'GEOJSON') : null,
      }));
    }

    @PayloadMutation('import', () => DataImport, {
      name: `create${word}Import`,
      description: `Declares a file whose rows are to be imported into ${rows} (申请导入); its content is then sent to \`uploadUrl\`. Errors: INPUT_INVALID, FORBIDDEN. The address answers ADDRESS_INVALID, ADDRESS_EXPIRED, CONTENT_REFUSED, REQUEST_TOO_LARGE.`,
    })
    create(
      @Arg('input', () => CreateImportInput, { description: 'The kind and the declared content.' })
      input: CreateImportInput,
      @Ctx() { actor }: GraphContext,
    ): Promise<DataImport> {
      return this.parts.importing.create(actor, input);
    }

    @PayloadMutation('import', () => DataImport, {
      name: `check${word}Import`,
      description: `Checks the rows of an import and writes nothing (试导入): each fault has its row, column and reason. ${REFUSALS}`,
    })
    check(
      @Arg('input', () => CheckImportInput, { description: 'The import.' }) input: CheckImportInput,
      @Ctx() { actor }: GraphContext,
    ): Promise<DataImport> {
      return this.parts.importing.check(actor, input);
    }

    @PayloadMutation('import', () => DataImport, {
      name: `run${word}Import`,
      description: `Checks the rows of an import and writes them (导入). A row with a known key is updated; a column that the file lacks stays as it is, an empty cell empties it. ${REFUSALS}`,
    })
    run(
      @Arg('input', () => RunImportInput, { description: 'The import and its mode.' }) input: RunImportInput,
      @Ctx() { actor }: GraphContext,
    ): Promise<DataImport> {
      return this.parts.importing.run(actor, input);
    }

    @PayloadMutation('import', () => DataImport, {
      name: `undo${word}Import`,
      description: `Takes back the rows that an import has written (撤销导入). A row that changed since is left as it is. ${REFUSALS}`,
    })
    undo(
      @Arg('input', () => UndoImportInput, { description: 'The import and the reason.' })
      input: UndoImportInput,
      @Ctx() { actor }: GraphContext,
    ): Promise<DataImport> {
      return this.parts.importing.undo(actor, input);
    }

    @PayloadMutation('export', () => Export, {
      name: `export${word}`,
      description: `Rows of ${rows} as a file in the form of the imports, as far as the actor may see them (导出). Errors: INPUT_INVALID, FORBIDDEN.`,
    })
    export(
      @Arg('input', () => ExportInput, { description: 'The kind and the format.' }) input: ExportInput,
      @Ctx() { actor }: GraphContext,
    ): Promise<Export> {
      return this.parts.importing.export(actor, input);
    }

    /** The gateway reads the tag: it resumes its clients from the cursor of the last push it passed on. */
    @Directive('@tag(name: "resumable")')
    @Subscription(() => ImportPush, {
      name: `${lower}ImportChanged`,
      subscribe: (data) => subscribe(data as SubscribeData),
      description: `The progress of the imports of ${rows} that the actor may see (导入进度推送). Errors: CURSOR_INVALID, CURSOR_EXPIRED.`,
    })
    changed(
      @Root() event: LoggedEvent,
      @Args(() => ImportChangedArguments) _args: ImportChangedArguments,
      @Ctx() context: GraphContext,
    ): ImportPush {
      const { action, from, to, personId } = payloadOf(event, 'ImportChanged');
      const states = { from: from as ImportState, to: to as ImportState };
      return { ...pushOf(event, context), ...states, action, personId, importId: event.aggregateId };
    }

    @Directive('@listSize(assumedSize: 20)')
    @FieldResolver(() => [ImportFault], {
      description: `Its first faults, ${shownFaults} at most (错误): those of the file in its order, then the rows that an undoing has left.`,
    })
    async faults(@Root() { id }: DataImport, @Ctx() context: GraphContext): Promise<ImportFault[]> {
      const rows = await context.load(this.parts.imports.faultsOf, id);
      return rows.map(({ row, column, problem, details }) => {
        const { zh: message, en: messageEn } = problemTexts({ ...details, problem });
        return { row, column, problem, message, messageEn };
      });
    }

    @FieldResolver(() => String, {
      nullable: true,
      description:
        'A path on this gateway: PUT the content there, with its content-length (上传地址). Valid for fifteen minutes; null once the file is there.',
    })
    async uploadUrl(@Root() { id, state }: DataImport): Promise<string | null> {
      return state === 'EXPECTED' ? (await this.parts.importAddresses.sign('upload', id)).path : null;
    }
  }
  @Resolver(() => ImportPush)
  class ImportPushResolver {
    constructor(private readonly parts: Parts) {}

    @FieldResolver(() => person, {
      nullable: true,
      description:
        'The person who did it (操作人); null for the work by itself and for services, and for other readers than this person and those who see all people.',
    })
    actor(@Root() { personId }: ImportPush, @Ctx() context: GraphContext): unknown {
      return personId === null ? null : personOf(personId, context, this.parts);
    }

    @FieldResolver(() => DataImport, { nullable: true, description: 'The import as it is now (导入).' })
    import(@Root() { importId }: ImportPush, @Ctx() context: GraphContext): Promise<DataImport | null> {
      return context.load(this.parts.imports.byId, importId);
    }
  }
  return { ImportResolver, ImportPushResolver };
}
