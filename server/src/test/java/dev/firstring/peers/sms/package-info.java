/** Real carriers of short messages: Kannel, and an SMSC written in Perl. */
@NullMarked
package dev.firstring.peers.sms;

import org.jspecify.annotations.NullMarked;
