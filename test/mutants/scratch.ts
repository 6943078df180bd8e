import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import ts from 'typescript';
import { ROOT } from '../testkit/process.ts';
import type { Mutant } from './mutant.ts';

/** Linked rather than copied, or of no use there. */
const LEFT_OUT = new Set(['.git', '.toolchain', 'var', 'coverage']);

/** A copy of the source and its build, so that the developer's own files are unchanged. */
export class Scratch {
  /** Where links lead nowhere: programs compare their own paths. */
  readonly root = realpathSync(mkdtempSync(join(tmpdir(), 'ecogrid-mutants-')));
  private readonly compilerOptions: ts.CompilerOptions;

  constructor() {
    const modules = join(ROOT, 'node_modules');
    const isCopied = (path: string): boolean => path !== modules && !LEFT_OUT.has(basename(path));
    // The packages' own links are relative: they lead to each other in here, and to the packages linked below.
    cpSync(ROOT, this.root, { recursive: true, verbatimSymlinks: true, filter: isCopied });
    symlinkSync(modules, join(this.root, 'node_modules'));
    const { config } = ts.readConfigFile(join(ROOT, 'tsconfig.base.json'), (path) =>
      ts.sys.readFile(path),
    ) as {
      config: object;
    };
    const { options } = ts.parseJsonConfigFileContent(config, ts.sys, ROOT);
    // One file by itself does not know that its package is of modules.
    this.compilerOptions = { ...options, module: ts.ModuleKind.ESNext };
  }

  /** @returns a function that takes the fault out again; undefined when its place is not found, or more than once. */
  apply({ file, find, put, judge }: Mutant): (() => void) | undefined {
    const before = readFileSync(join(this.root, file), 'utf8');
    if (before.split(find).length !== 2) return undefined;
    const write = (text: string): void => {
      this.write(file, text);
      if (judge.project === 'system') this.bundle();
    };
    write(before.replace(find, () => put));
    return () => write(before);
  }

  remove(): void {
    rmSync(this.root, { recursive: true, force: true });
  }

  /** The system tests start the bundled programs. */
  private bundle(): void {
    execFileSync(process.execPath, [join(this.root, 'packages/launcher/bundle.mjs')], { stdio: 'inherit' });
  }

  /** A test reads the source of its own package, and the build of the others. */
  private write(file: string, text: string): void {
    writeFileSync(join(this.root, file), text);
    if (!file.endsWith('.ts') || !file.includes('/src/')) return;
    const { outputText } = ts.transpileModule(text, {
      compilerOptions: this.compilerOptions,
      fileName: file,
    });
    writeFileSync(join(this.root, file.replace('/src/', '/dist/').replace(/\.ts$/, '.js')), outputText);
  }
}
