/**
 * The adapter for Flexisip: accounts in the view {@code sip_auth}, contacts in Redis, the credential cache through
 * command sockets.
 */
@NullMarked
package dev.firstring.sipserver.adapter.flexisip;

import org.jspecify.annotations.NullMarked;
