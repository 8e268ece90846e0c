/** HTTP gateways described by a template: Kannel's sendsms, and most others that accept a message in one call. */
@NullMarked
package dev.firstring.messaging.provider.gateway;

import org.jspecify.annotations.NullMarked;
