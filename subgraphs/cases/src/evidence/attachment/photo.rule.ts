/** The accepted photos. The limits are ours: a phone's photo is 3 to 8 MB. */
export const PHOTO_TYPES = ['image/jpeg', 'image/png', 'image/webp', 'image/heic'] as const;
export const PHOTO_BYTES = 16 * 1024 * 1024;
export const PHOTOS_AT_ONCE = 9;
