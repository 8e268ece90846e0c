/** The adapter for Kamailio: accounts by the view {@code subscriber}, contacts by JSON-RPC over HTTP. */
@NullMarked
package dev.firstring.sipserver.adapter.kamailio;

import org.jspecify.annotations.NullMarked;
