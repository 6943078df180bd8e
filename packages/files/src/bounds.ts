const KIB = 1_024;
const MIB = 1_024 * KIB;
const SECOND = 1_000;
const MINUTE = 60 * SECOND;

/** A picture, by its declared size. A photo of a telephone has 50 megapixels at most. */
const pictures = {
  sidePixels: 20_000,
  pixels: 60_000_000,
};

/** One decoding of a HEIC picture: 12 megapixels take two seconds and 90 MB. See docs/decisions/0083. */
const heic = {
  decodeMs: 20 * SECOND,
  memoryBytes: 512 * MIB,
  heapMib: 64,
  inLine: 8,
};

/** Signed addresses. An upload is long enough for a photo over a bad line. */
const addresses = {
  uploadMs: 15 * MINUTE,
  downloadMs: 5 * MINUTE,
};

/** The removal of files without an owner. A telephone may be without a line for a day between photo and result. */
const sweep = {
  everyMs: 10 * MINUTE,
  orphanMs: 1_440 * MINUTE,
  draftMs: 60 * MINUTE,
  takenAtOnce: 100,
};

/** Every number that bounds files. docs/operations.md explains each; a test compares them. */
export const BOUNDS = { pictures, heic, addresses, sweep } as const;
