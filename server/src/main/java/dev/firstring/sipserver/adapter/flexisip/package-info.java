/** The adapter for Flexisip: accounts by the view {@code sip_auth}, contacts in Redis, the credential cache by its sockets. */
@NullMarked
package dev.firstring.sipserver.adapter.flexisip;

import org.jspecify.annotations.NullMarked;
