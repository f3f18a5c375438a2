// Azurite's table service, which ends when its standard input does: whoever started it may be killed
// without leaving it behind, and it saves its data on every system alike.
'use strict';

// Azurite closes by itself on SIGINT, and on the message that a parent process would send; but only once it has started.
const started = () => process.listenerCount('message') > 0;
let closing = false;

process.on('SIGINT', () => {
  closing = true;
  if (!started()) process.exit(0);
});
process.stdin.on('end', () => {
  if (closing) return;
  closing = true;
  if (started()) process.emit('message', 'shutdown');
  else process.exit(0);
});
process.stdin.resume();

// Nobody may be left to read what Azurite prints while it closes.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {});

require('azurite/dist/src/table/main.js');
