/** Flexisip's registrar in Redis, as an external client may use it: read and delete contacts, and notify Flexisip. */
@NullMarked
package dev.firstring.sipserver.adapter.flexisip.redis;

import org.jspecify.annotations.NullMarked;
