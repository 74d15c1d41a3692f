// The one class of undici that is used, without the file that brings fetch, WebSockets, caches and mocks along.
exports.Client = require('undici/lib/dispatcher/client.js');
