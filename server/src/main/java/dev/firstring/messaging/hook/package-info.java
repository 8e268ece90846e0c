/** Webhooks of providers: their URLs, how requests are parsed and how they are authenticated. */
@NullMarked
package dev.firstring.messaging.hook;

import org.jspecify.annotations.NullMarked;
