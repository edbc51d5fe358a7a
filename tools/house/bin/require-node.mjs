// Imported first by every script, and itself written so that an old Node can read it.
const [major, minor] = process.versions.node.split('.').map(Number);

if (major < 20 || (major === 20 && minor < 19)) {
  console.error(`Portcullis needs Node 20.19 or newer, and this is Node ${process.versions.node}.`);
  console.error('Get a newer one from https://nodejs.org/ or by a version manager, for example: nvm install 20');
  process.exit(1);
}
