#!/usr/bin/env node
// Here before anything is built, so that npm links the command in a fresh clone as well.
import '../dist/main.js';
