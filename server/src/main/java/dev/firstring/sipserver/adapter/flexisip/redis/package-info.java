/** Flexisip's registrar in Redis, as an outsider may use it: read contacts, take them away, tell who waits for them. */
@NullMarked
package dev.firstring.sipserver.adapter.flexisip.redis;

import org.jspecify.annotations.NullMarked;
