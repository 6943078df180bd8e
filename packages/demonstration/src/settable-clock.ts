import type { Clock } from '@ecogrid/service';

/** The clock of the whole process: it shows the moment it is set to, and the machine's time once it is released. */
export class SettableClock implements Clock {
  private moment: Date | undefined;

  constructor(private readonly real: Clock) {}

  now(): Date {
    return this.moment ?? this.real.now();
  }

  set(moment: Date): void {
    this.moment = moment;
  }

  release(): void {
    this.moment = undefined;
  }
}
