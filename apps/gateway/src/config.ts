import { processConfig } from '@portcullis/platform/service';
import { z } from 'zod';

const LISTEN = /^(?:\[([0-9a-fA-F:]+)\]|([^:]+)):(\d{1,5})$/;

export const gatewayConfig = z.object({
  ...processConfig,
  PORTCULLIS_LISTEN: z
    .string()
    .regex(LISTEN)
    .transform((text) => {
      const [, v6, name, port] = LISTEN.exec(text) ?? [];
      return { host: v6 ?? name ?? '', port: Number(port) };
    })
    .describe('where to listen, such as 127.0.0.1:8080 or [::1]:8080'),
  PORTCULLIS_PUBLIC_URL: z.url().describe('the address that clients use, such as https://api.example.com'),
  PORTCULLIS_KEYRING_FILE: z.string().min(1).describe('the file with the keys that upstream credentials are sealed with'),
});
export type GatewayConfig = z.output<typeof gatewayConfig>;
