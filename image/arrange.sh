#!/bin/sh
# Checks the build context and lays its files out with fixed modes: arrange.sh CONTEXT TARGET
set -eu
context=$1
target=$2

for file in dist/main.js dist/commands.js dist/runbooks/README.md oclif.manifest.json; do
  if [ ! -f "$context/$file" ]; then
    echo "regdoctor image: $file is not there. Run 'npm ci && npm run build' first, or 'npm run image', which does the build too." >&2
    exit 1
  fi
done

mkdir -p "$target/regdoctor" "$target/containers" "$target/bin"
cp -R "$context/bin" "$context/dist" "$context/package.json" "$context/oclif.manifest.json" "$context/LICENSE" "$target/regdoctor/"
# The bundler's own account of the build: of no use in an image. The context leaves it out already; a builder may not read .dockerignore.
rm -f "$target/regdoctor/dist/meta.json"
# V8's code for the Node that built it: the image has another.
rm -rf "$target/regdoctor/dist/code" "$target/regdoctor/dist/program.cjs"
cp "$context/image/storage.conf" "$context/image/containers.conf" "$target/containers/"
mkdir "$target/containers/storage.rootless.conf.d"
cp "$context/image/storage.rootless.conf" "$target/containers/storage.rootless.conf.d/50-regdoctor.conf"
cp "$context/image/crictl.sh" "$target/bin/crictl"

find "$target" -type d -exec chmod 755 {} +
find "$target" -type f -exec chmod 644 {} +
chmod 755 "$target/regdoctor/bin/run.js" "$target/bin/crictl"
