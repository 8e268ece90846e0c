/** Real SIP clients (sipp, sipsak, baresip, linphonec) and a tiny one of our own, all asked the same: register. */
@NullMarked
package dev.firstring.peers.phone;

import org.jspecify.annotations.NullMarked;
