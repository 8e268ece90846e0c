package dev.firstring.chaos.storm;

/** Somebody who has a SIP account. The token is the owner's. */
record Member(String credential, String address, String token) {}
