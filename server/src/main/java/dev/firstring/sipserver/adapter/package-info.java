/** The adapters for SIP servers, each a plug-in of its own, and what they share. */
@NullMarked
package dev.firstring.sipserver.adapter;

import org.jspecify.annotations.NullMarked;
