// Pages work without this file; it only makes some of them pleasanter. No build step.
"use strict";
