package dev.firstring.softphone.document;

import org.springframework.http.MediaType;

/** A configuration document for a softphone. It contains the credentials of the SIP account. */
public interface Document {

    MediaType mediaType();

    byte[] bytes();
}
