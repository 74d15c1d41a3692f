/** Where the program is put in memory, and how far it is apart from others: a page is 64 KiB on some arm64 machines. */
const BASE_ADDRESS = 0x40_0000;
const ALIGNMENT = 0x1_0000;
const HEADER_BYTES = 64;
const SEGMENT_HEADER_BYTES = 56;

/** An endless loop around a system call that waits for a signal; e_machine of the ELF header. Little endian all. */
const CODE: Readonly<Record<string, { readonly machine: number; readonly code: readonly number[] }>> = {
  amd64: {
    machine: 62,
    // mov eax, 34 (pause); syscall; jmp back
    code: [0xb8, 0x22, 0x00, 0x00, 0x00, 0x0f, 0x05, 0xeb, 0xf7],
  },
  arm64: {
    machine: 183,
    // mov x0..x3, 0; mov x8, 73 (ppoll); svc 0; b back
    code: [0xd280_0000, 0xd280_0001, 0xd280_0002, 0xd280_0003, 0xd280_0928, 0xd400_0001, 0x17ff_fffa].flatMap(
      (word) => [word & 0xff, (word >>> 8) & 0xff, (word >>> 16) & 0xff, word >>> 24],
    ),
  },
};

/**
 * The smallest program for Linux that does nothing and goes on doing it: a pod that runs it becomes ready as soon as its image has been pulled
 * (elf(5), pause(2), ppoll(2)). Null for architectures (GOARCH) other than amd64 and arm64.
 */
export function waitingProgram(architecture: string): Buffer | null {
  const known = CODE[architecture];
  if (known === undefined) return null;
  const code = Buffer.from(known.code);
  const start = HEADER_BYTES + SEGMENT_HEADER_BYTES;
  const bytes = Buffer.alloc(start + code.length);
  bytes.write('\x7fELF', 0, 'latin1');
  bytes.set([2, 1, 1], 4); // 64 bits, little endian, version 1
  bytes.writeUInt16LE(2, 16); // executable
  bytes.writeUInt16LE(known.machine, 18);
  bytes.writeUInt32LE(1, 20);
  bytes.writeBigUInt64LE(BigInt(BASE_ADDRESS + start), 24); // entry point
  bytes.writeBigUInt64LE(BigInt(HEADER_BYTES), 32); // segment headers
  bytes.writeUInt16LE(HEADER_BYTES, 52);
  bytes.writeUInt16LE(SEGMENT_HEADER_BYTES, 54);
  bytes.writeUInt16LE(1, 56); // one segment
  const segment = bytes.subarray(HEADER_BYTES, start);
  segment.writeUInt32LE(1, 0); // loaded
  segment.writeUInt32LE(5, 4); // readable, executable
  segment.writeBigUInt64LE(BigInt(BASE_ADDRESS), 16);
  segment.writeBigUInt64LE(BigInt(BASE_ADDRESS), 24);
  segment.writeBigUInt64LE(BigInt(bytes.length), 32);
  segment.writeBigUInt64LE(BigInt(bytes.length), 40);
  segment.writeBigUInt64LE(BigInt(ALIGNMENT), 48);
  bytes.set(code, start);
  return bytes;
}
