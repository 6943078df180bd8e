import { newId } from '@ecogrid/database';
import { EcoGridError, term, type Term } from '@ecogrid/errors';
import type { Outbox } from '@ecogrid/events';
import type { SignedAddresses } from '@ecogrid/files';
import { personOf, type Actor } from '@ecogrid/identity';
import { perform, termsOf, type MutationScope } from '@ecogrid/subgraph';
import type { DataExport, DataImport } from './data-import.entity.ts';
import type { ImportRepository } from './data-import.repository.ts';
import { formatsOf, type AnyKind, type ImportPolicy } from './import-kind.ts';
import { importChanged } from './import.event.ts';
import type {
  CheckImportInput,
  CreateImportInput,
  ExportInput,
  RunImportInput,
  UndoImportInput,
} from './import.input.ts';
import type { ImportRunner } from './import.runner.ts';
import type { Export } from './import.type.ts';
import { ImportState, type ImportKind, type TableFormat } from './import.vocabulary.ts';

/** The states in which a person may act, by the action. */
const ALLOWED = {
  check: ['UPLOADED', 'CHECKED', 'REFUSED'],
  run: ['UPLOADED', 'CHECKED', 'REFUSED', 'UNDONE'],
  undo: ['IMPORTED'],
} as const satisfies Record<string, readonly ImportState[]>;

const ACTIONS = { check: 'CHECK', run: 'RUN', undo: 'UNDO' } as const;
const states = termsOf(ImportState);

export interface ImportActions {
  readonly create: Term;
  readonly check: Term;
  readonly run: Term;
  readonly undo: Term;
  readonly export: Term;
}

/** The mutations of a subgraph by its word, such as `Register`. */
export function importActions(word: string): ImportActions {
  return {
    create: term(`create${word}Import`, '申请导入', 'create the import'),
    check: term(`check${word}Import`, '试导入', 'check the import'),
    run: term(`run${word}Import`, '导入', 'run the import'),
    undo: term(`undo${word}Import`, '撤销导入', 'undo the import'),
    export: term(`export${word}`, '导出', 'export the rows'),
  };
}

/** An act for the audit. */
export interface ImportAct {
  readonly kind: 'IMPORT' | 'EXPORT';
  readonly action: string;
  readonly subject: string;
  readonly reason: string | null;
}

export interface ImportParts {
  readonly scope: MutationScope;
  readonly outbox: Outbox<'ImportChanged'>;
  readonly imports: ImportRepository;
  readonly importRunner: ImportRunner;
  readonly importKinds: readonly AnyKind[];
  readonly importAddresses: SignedAddresses;
  readonly importActions: ImportActions;
  readonly importPolicy: ImportPolicy;
  /** Keeps an act in the audit, in the transaction of the caller. */
  readonly recordAct: (actor: Actor, act: ImportAct) => Promise<void>;
}

/** The use cases of imports and exports. */
export class ImportService {
  constructor(private readonly parts: ImportParts) {}

  create(actor: Actor, input: CreateImportInput): Promise<DataImport> {
    const { scope, imports, importActions: actions } = this.parts;
    const { kind, format, sizeBytes, sha256 } = input;
    return perform(scope, actor, input, {
      operation: actions.create.code,
      admit: (each) => {
        this.requireMay('mayImport', each, kind, actions.create);
        this.requireFormat(kind, format);
      },
      load: () => imports.nextNumber(),
      decide: (number, _input, now): DataImport => ({
        id: newId(),
        number,
        kind,
        format,
        sizeBytes,
        sha256,
        state: 'EXPECTED',
        mode: null,
        version: 1,
        rowCount: null,
        position: 0,
        faultCount: 0,
        addedCount: 0,
        updatedCount: 0,
        unchangedCount: 0,
        leftCount: 0,
        createdAt: now,
        createdBy: personOf(actor),
        runBy: null,
        holder: null,
        heldUntil: null,
      }),
      write: async (row) => {
        await imports.insert(row);
        return row;
      },
      again: (id) => imports.existing({ id }),
    });
  }

  check(actor: Actor, input: CheckImportInput): Promise<DataImport> {
    return this.act(actor, input, 'check', () => ({ state: 'CHECKING', mode: null }));
  }

  run(actor: Actor, input: RunImportInput): Promise<DataImport> {
    const { mode } = input;
    const none = { addedCount: 0, updatedCount: 0, unchangedCount: 0, leftCount: 0 };
    return this.act(actor, input, 'run', () => ({ state: 'CHECKING', mode, ...none }));
  }

  undo(actor: Actor, input: UndoImportInput): Promise<DataImport> {
    // Faults of rows that were left out are no reason of a refusal.
    return this.act(actor, input, 'undo', () => ({ state: 'UNDOING', leftCount: 0 }), input.reason);
  }

  async export(actor: Actor, input: ExportInput): Promise<Export> {
    const { scope, imports, importActions: actions, importAddresses, recordAct } = this.parts;
    const { kind, format } = input;
    const { id } = await perform(scope, actor, input, {
      operation: actions.export.code,
      admit: (each) => {
        this.requireMay('mayExport', each, kind, actions.export);
        this.requireFormat(kind, format);
      },
      load: () => Promise.resolve(null),
      decide: (_none, _input, createdAt): DataExport => ({ id: newId(), kind, format, actor, createdAt }),
      write: async (row) => {
        await imports.insertExport(row);
        await recordAct(actor, {
          kind: 'EXPORT',
          action: actions.export.code,
          subject: `${kind} ${format}`,
          reason: null,
        });
        return row;
      },
      again: (exportId) => Promise.resolve({ id: exportId } as DataExport),
    });
    const { path: url, expiresAt } = await importAddresses.sign('download', id);
    return { url, expiresAt };
  }

  async visible(actor: Actor, number: number): Promise<DataImport | null> {
    const found = await this.parts.imports.find(number);
    return found && this.parts.importPolicy.mayImport(actor, found.kind) ? found : null;
  }

  newest(actor: Actor): Promise<DataImport[]> {
    const { imports, importKinds, importPolicy } = this.parts;
    const kinds = importKinds.map(({ kind }) => kind).filter((kind) => importPolicy.mayImport(actor, kind));
    return kinds.length === 0 ? Promise.resolve([]) : imports.newest(kinds);
  }

  private act(
    actor: Actor,
    input: CheckImportInput | RunImportInput | UndoImportInput,
    does: keyof typeof ALLOWED,
    set: () => Partial<DataImport>,
    reason: string | null = null,
  ): Promise<DataImport> {
    const { scope, imports, importRunner, importActions: actions, outbox, recordAct } = this.parts;
    const action = actions[does];
    return perform(scope, actor, input, {
      operation: action.code,
      load: async () => {
        const { importKinds, importPolicy } = this.parts;
        // An actor who may import nothing learns no number.
        if (!importKinds.some(({ kind }) => importPolicy.mayImport(actor, kind)))
          throw new EcoGridError('FORBIDDEN', { action });
        const row = await this.visible(actor, input.number);
        if (!row) throw new EcoGridError('NOT_FOUND', { thing: 'import', id: input.number });
        return row;
      },
      permit: (each, { kind }) => this.requireMay('mayImport', each, kind, action),
      decide: (row): DataImport => {
        this.requireAllowed(row, does, input.version);
        return { ...row, ...set(), position: 0, version: row.version + 1, runBy: personOf(actor), ...FREE };
      },
      write: async (row, before) => {
        await imports.change(row, before.version);
        const change = { action: ACTIONS[does], from: before.state, personId: personOf(actor) };
        await outbox.announce(importChanged(row, change, scope.clock.now()));
        if (does !== 'check')
          await recordAct(actor, {
            kind: 'IMPORT',
            action: action.code,
            subject: `${row.kind} ${row.number}`,
            reason,
          });
        scope.database.afterCommit(() => importRunner.job.wake());
        return row;
      },
      again: (id) => imports.existing({ id }),
    });
  }

  /** @throws EcoGridError STATE_NOT_ALLOWED or VERSION_STALE. */
  private requireAllowed(
    { state, version: actual }: DataImport,
    does: keyof typeof ALLOWED,
    expected: number,
  ): void {
    const { importActions: actions } = this.parts;
    const may = (each: keyof typeof ALLOWED): boolean =>
      (ALLOWED[each] as readonly ImportState[]).includes(state);
    if (!may(does)) {
      const available = (['check', 'run', 'undo'] as const).filter(may).map((each) => actions[each]);
      throw new EcoGridError('STATE_NOT_ALLOWED', {
        thing: 'import',
        state: states[state],
        action: actions[does],
        available,
      });
    }
    if (actual !== expected) throw new EcoGridError('VERSION_STALE', { thing: 'import', expected, actual });
  }

  /** @throws EcoGridError INPUT_INVALID for a form that the kind does not have. */
  private requireFormat(kind: ImportKind, format: TableFormat): void {
    const found = this.parts.importKinds.find((each) => each.kind === kind);
    const values = found ? formatsOf(found) : [];
    if (values.includes(format)) return;
    throw new EcoGridError('INPUT_INVALID', {
      problems: [{ path: 'input.format', problem: 'isIn', values }],
    });
  }

  /** @throws EcoGridError FORBIDDEN, or INPUT_INVALID for a kind of another subgraph. */
  private requireMay(may: keyof ImportPolicy, actor: Actor, kind: ImportKind, action: Term): void {
    const { importKinds, importPolicy } = this.parts;
    const values = importKinds.map((each) => each.kind);
    if (!values.includes(kind))
      throw new EcoGridError('INPUT_INVALID', {
        problems: [{ path: 'input.kind', problem: 'isIn', values }],
      });
    if (!importPolicy[may](actor, kind)) throw new EcoGridError('FORBIDDEN', { action });
  }
}

const FREE = { holder: null, heldUntil: null };
