import { SignJWT, errors, jwtVerify } from 'jose';
import { EcoGridError } from '@ecogrid/errors';
import type { Clock } from '@ecogrid/service';
import { BOUNDS } from './bounds.ts';

/** The purpose of an address: an address for a download is not valid for an upload. */
export type AddressUse = 'upload' | 'download' | 'original' | 'thumbnail';

const { uploadMs, downloadMs } = BOUNDS.addresses;
const VALID_MS: Readonly<Record<AddressUse, number>> = {
  upload: uploadMs,
  download: downloadMs,
  original: downloadMs,
  thumbnail: downloadMs,
};
/** The uses that `GET` admits. */
export const DOWNLOADS = ['download', 'original', 'thumbnail'] as const satisfies readonly AddressUse[];
const ALGORITHM = 'HS256';

export interface SignedAddress {
  /** A path on the gateway. */
  readonly path: string;
  readonly expiresAt: Date;
}

/** Addresses that prove by themselves an operation on a file, and its end. */
export class SignedAddresses {
  private readonly key: Uint8Array;

  constructor(
    secret: string,
    private readonly clock: Clock,
    /** The beginning of the path by which the gateway finds the subgraph (`GATEWAY_ROUTES`). */
    readonly prefix: string,
  ) {
    this.key = new TextEncoder().encode(secret);
  }

  async sign(use: AddressUse, fileId: string): Promise<SignedAddress> {
    const seconds = Math.floor((this.clock.now().getTime() + VALID_MS[use]) / 1_000);
    const token = await new SignJWT()
      .setProtectedHeader({ alg: ALGORITHM })
      .setAudience(use)
      .setSubject(fileId)
      .setExpirationTime(seconds)
      .sign(this.key);
    return { path: this.prefix + token, expiresAt: new Date(seconds * 1_000) };
  }

  /** @throws EcoGridError ADDRESS_EXPIRED or ADDRESS_INVALID. */
  async read<Use extends AddressUse>(uses: readonly Use[], token: string): Promise<{ use: Use; id: string }> {
    try {
      const rules = { algorithms: [ALGORITHM], audience: [...uses], requiredClaims: ['sub', 'exp', 'aud'] };
      const { payload } = await jwtVerify(token, this.key, { ...rules, currentDate: this.clock.now() });
      return { use: payload.aud as Use, id: payload.sub ?? '' };
    } catch (cause) {
      throw refusal(cause);
    }
  }
}

function refusal(cause: unknown): EcoGridError {
  if (cause instanceof errors.JWTExpired) return new EcoGridError('ADDRESS_EXPIRED', {}, { cause });
  const reason = cause instanceof errors.JWTClaimValidationFailed ? 'FOREIGN' : 'TAMPERED';
  return new EcoGridError('ADDRESS_INVALID', { reason }, { cause });
}
