import { generateKeyPairSync, sign } from "node:crypto";

/** One element of DER: its tag, its length and what is in it. */
function der(tag: number, ...parts: readonly Uint8Array[]): Buffer {
  const content = Buffer.concat(parts);
  const { length } = content;
  const size = length < 128 ? [length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...size]), content]);
}

const sequence = (...parts: readonly Uint8Array[]): Buffer => der(0x30, ...parts);
const identifier = (hex: string): Buffer => der(0x06, Buffer.from(hex, "hex"));
const bits = (content: Uint8Array): Buffer => der(0x03, Buffer.from([0]), content);
const time = (text: string): Buffer => der(0x17, Buffer.from(text));

/**
 * A key and a certificate for a host that is valid for whoever trusts the certificate itself, made
 * anew for each test, because Node can read certificates but makes none.
 */
export function selfSigned(host: string): { readonly key: string; readonly cert: string } {
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "prime256v1" });
  const algorithm = sequence(identifier("2a8648ce3d040302")); // ecdsa-with-SHA256
  const commonName = sequence(identifier("550403"), der(0x0c, Buffer.from(host)));
  const name = sequence(der(0x31, commonName));
  const extension = (id: string, value: Uint8Array): Buffer =>
    sequence(identifier(id), der(0x04, value));
  const extensions = sequence(
    extension("551d11", sequence(der(0x82, Buffer.from(host)))), // subjectAltName
    extension("551d13", sequence(der(0x01, Buffer.from([0xff])))), // basicConstraints: CA
  );
  const body = sequence(
    der(0xa0, der(0x02, Buffer.from([2]))),
    der(0x02, Buffer.from([1])),
    algorithm,
    name,
    sequence(time("200101000000Z"), time("491231235959Z")),
    name,
    publicKey.export({ type: "spki", format: "der" }),
    der(0xa3, extensions),
  );
  const certificate = sequence(body, algorithm, bits(sign("sha256", body, privateKey)));
  const lines = certificate.toString("base64").replace(/.{64}/g, "$&\n");
  return {
    key: privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
    cert: `-----BEGIN CERTIFICATE-----\n${lines}\n-----END CERTIFICATE-----\n`,
  };
}
