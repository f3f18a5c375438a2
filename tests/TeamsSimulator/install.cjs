// Brings node_modules up to package-lock.json, once, however many builds ask for it at the same time.
'use strict';
const { createHash } = require('node:crypto');
const { spawnSync } = require('node:child_process');
const fs = require('node:fs');
const path = require('node:path');

const stamp = path.join(__dirname, 'node_modules', '.installed');
const lock = path.join(__dirname, 'obj', 'npm.lock');
const wanted = createHash('sha256').update(fs.readFileSync(path.join(__dirname, 'package-lock.json'))).digest('hex');

const installed = () => fs.existsSync(stamp) && fs.readFileSync(stamp, 'utf8') === wanted;

function takeLock() {
  try {
    fs.writeFileSync(lock, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
    return false;
  }
}

function dropLockOfTheDead() {
  try {
    const holder = Number(fs.readFileSync(lock, 'utf8'));
    if (holder > 0) process.kill(holder, 0);
  } catch (error) {
    if (error.code === 'ESRCH') fs.rmSync(lock, { force: true });
  }
}

fs.mkdirSync(path.dirname(lock), { recursive: true });
while (!takeLock()) {
  dropLockOfTheDead();
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 200);
}
try {
  if (!installed()) {
    const npm = spawnSync('npm', ['ci', '--no-audit', '--no-fund'], { cwd: __dirname, stdio: 'inherit', shell: process.platform === 'win32' });
    if (npm.status !== 0) {
      console.error(npm.error?.code === 'ENOENT' ? 'npm was not found.' : 'npm ci did not succeed.');
      process.exitCode = 1;
    } else {
      fs.writeFileSync(stamp, wanted);
    }
  } else {
    // The lock file's time has changed, but not what is in it.
    fs.utimesSync(stamp, new Date(), new Date());
  }
} finally {
  fs.rmSync(lock, { force: true });
}
