/** Gateways that are spoken to by a template: Kannel's sendsms, and most others that take a message in one HTTP call. */
@NullMarked
package dev.firstring.messaging.provider.gateway;

import org.jspecify.annotations.NullMarked;
