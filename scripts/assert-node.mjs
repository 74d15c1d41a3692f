// Tests would otherwise run silently on whatever Node the machine has.
const [major] = process.versions.node.split('.').map(Number);
if (major < 22) {
  console.error(`tests need the pinned Node 24 (run them through npm); this is ${process.version}`);
  process.exit(1);
}
