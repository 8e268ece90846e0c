/** The adapter for Kamailio: accounts in the view {@code subscriber}, contacts through JSON-RPC over HTTP. */
@NullMarked
package dev.firstring.sipserver.adapter.kamailio;

import org.jspecify.annotations.NullMarked;
