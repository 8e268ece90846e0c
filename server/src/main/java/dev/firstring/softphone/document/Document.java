package dev.firstring.softphone.document;

import org.springframework.http.MediaType;

/** What a softphone reads to configure itself. It holds what the phone signs in with. */
public interface Document {

    MediaType mediaType();

    byte[] bytes();
}
