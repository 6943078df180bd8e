import { z } from '@ecogrid/service';

/** The settings of the HTTP server, for every process that contains it. */
export const DOOR_SHAPE = {
  GATEWAY_INTROSPECTION: z.enum(['on', 'off', 'auto']).default('auto'),
  CORS_ORIGINS: z
    .string()
    .default('')
    .transform((text) => text.split(',').filter(Boolean))
    .refine(
      (origins) => origins.every(isOrigin),
      'expected origins such as https://desk.example, separated by commas',
    ),
};

function isOrigin(text: string): boolean {
  return URL.canParse(text) && new URL(text).origin === text;
}

interface Read {
  readonly GATEWAY_INTROSPECTION: 'on' | 'off' | 'auto';
  readonly GATEWAY_AUTH: string;
}

/** Open to a demonstration, closed where tokens of an issuer are taken, unless it is said. */
export function isSchemaOpen({ GATEWAY_INTROSPECTION: given, GATEWAY_AUTH: auth }: Read): boolean {
  return given === 'auto' ? auth !== 'jwks' : given === 'on';
}
